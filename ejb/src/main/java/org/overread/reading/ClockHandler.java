/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clock of a case came to one of its instants: those who see the case are told, once a clock. */
abstract class ClockHandler extends DueHandler {
    private final CaseRows rows;
    private final CaseTimeline timeline;
    private final String line;
    private final String text;

    /**
     * @param line kind of the line
     * @param text what it says before the instant at which the case is due
     */
    ClockHandler(DueKind kind, String line, String text, CaseRows rows, CaseTimeline timeline) {
        super(kind);
        this.rows = rows;
        this.timeline = timeline;
        this.line = line;
        this.text = text;
    }

    /** When this is told; null = the clock has not begun. */
    abstract @Nullable Instant at(ReadingCase c);

    /** When it was told; null = not yet. */
    abstract @Nullable Instant toldAt(CaseWatch watch);

    abstract CaseWatch told(CaseWatch watch, Instant now);

    @Override
    void due(long caseId) {
        Instant now = rows.now();
        rows.lock(caseId)
                .filter(c -> runs(c) && toldAt(c.watch()) == null && reached(at(c), now))
                .ifPresent(c -> tell(c, now));
    }

    private void tell(ReadingCase found, Instant now) {
        rows.write(new CaseChange(found).watch(told(found.watch(), now)).done());
        timeline.add(
                found,
                line,
                text + StudyHandler.minute(found.dueAt()) + ". " + who(found),
                Map.of("due", String.valueOf(found.dueAt()), "tell", "coordinator"));
    }
}
