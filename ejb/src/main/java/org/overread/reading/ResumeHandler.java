/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;

/** A hold that was given an end comes to it: the case is to be read again. */
@ApplicationScoped
class ResumeHandler extends DueHandler {
    private final CaseRows rows;
    private final CaseTimeline timeline;

    @Inject
    ResumeHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.RESUME, rows);
        this.rows = rows;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ResumeHandler() {
        super(DueKind.RESUME, null);
        this.rows = null;
        this.timeline = null;
    }

    @Override
    boolean isDue(ReadingCase found, Instant now) {
        return found.held() && found.state().isOpen() && reached(found.watch().heldUntil(), now);
    }

    @Override
    void act(ReadingCase found, Instant now) {
        ReadingCase after = new CaseChange(found).resume(now).done();
        rows.write(after);
        timeline.add(
                after,
                "case.resumed",
                "The hold is over; the clock goes on"
                        + (after.dueAt() == null ? "." : " until " + StudyHandler.minute(after.dueAt()) + "."),
                Map.of("by", "system", "due", String.valueOf(after.dueAt())));
    }
}
