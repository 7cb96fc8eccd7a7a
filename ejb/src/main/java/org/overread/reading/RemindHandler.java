/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;

/** A case still is not read though its time is over, or is held and nobody said until when: the coordinator is told again. */
@ApplicationScoped
class RemindHandler extends DueHandler {
    private final CaseRows rows;
    private final CaseTimeline timeline;

    @Inject
    RemindHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.REMIND, rows);
        this.rows = rows;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected RemindHandler() {
        super(DueKind.REMIND, null);
        this.rows = null;
        this.timeline = null;
    }

    @Override
    boolean isDue(ReadingCase found, Instant now) {
        return found.state().isOpen()
                && (found.held() || found.clockRuns())
                && reached(found.watch().remindAt(found.held(), found.dueAt()).orElse(null), now);
    }

    @Override
    void act(ReadingCase found, Instant now) {
        rows.write(new CaseChange(found).watch(found.watch().reminded(now)).done());
        timeline.add(
                found,
                found.held() ? "case.still-held" : "case.overdue",
                found.held()
                        ? "It is still held, since "
                                + StudyHandler.minute(found.watch().heldAt()) + ", and nobody said until when."
                        : "It was due " + StudyHandler.minute(found.dueAt()) + " and still is not read. " + who(found),
                Map.of("due", String.valueOf(found.dueAt()), "tell", "coordinator"));
    }
}
