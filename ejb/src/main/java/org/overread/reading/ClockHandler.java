/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The clock of a case came to one of its instants: those who see the case are told, once a clock. */
abstract class ClockHandler extends DueHandler {
    private final CaseRows rows;
    private final CaseTimeline timeline;
    private final Instants instants;
    private final String line;
    private final String text;

    /**
     * Which of the clock's instants.
     *
     * @param at when it is told; null = the clock has not begun
     * @param toldAt when it was told; null = not yet
     * @param told the same once it was told
     */
    record Instants(
            Function<ReadingCase, @Nullable Instant> at,
            Function<CaseWatch, @Nullable Instant> toldAt,
            BiFunction<CaseWatch, Instant, CaseWatch> told) {}

    /**
     * @param line kind of the line
     * @param text what it says before the instant at which the case is due
     */
    ClockHandler(DueKind kind, Instants instants, String line, String text, CaseRows rows, CaseTimeline timeline) {
        super(kind, rows);
        this.rows = rows;
        this.timeline = timeline;
        this.instants = instants;
        this.line = line;
        this.text = text;
    }

    @Override
    boolean isDue(ReadingCase found, Instant now) {
        return runs(found)
                && instants.toldAt().apply(found.watch()) == null
                && reached(instants.at().apply(found), now);
    }

    @Override
    void act(ReadingCase found, Instant now) {
        rows.write(new CaseChange(found)
                .watch(instants.told().apply(found.watch(), now))
                .done());
        timeline.add(
                found,
                line,
                text + StudyHandler.minute(found.dueAt()) + ". " + who(found),
                Map.of("due", String.valueOf(found.dueAt()), "tell", "coordinator"));
    }
}
