/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;

/** Time is over: the case is marked, and the coordinator is told. */
@ApplicationScoped
class BreachHandler extends DueHandler {
    private final CaseRows rows;
    private final CaseTimeline timeline;

    @Inject
    BreachHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.BREACH);
        this.rows = rows;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected BreachHandler() {
        super(DueKind.BREACH);
        this.rows = null;
        this.timeline = null;
    }

    @Override
    void due(long caseId) {
        Instant now = rows.now();
        rows.lock(caseId)
                .filter(c -> runs(c) && c.watch().breachedAt() == null && reached(c.dueAt(), now))
                .ifPresent(c -> breach(c, now));
    }

    private void breach(ReadingCase found, Instant now) {
        rows.write(new CaseChange(found).watch(found.watch().breached(now)).done());
        timeline.add(
                found,
                "case.breached",
                "Time is over: it was due " + StudyHandler.minute(found.dueAt()) + ". " + who(found),
                Map.of("due", String.valueOf(found.dueAt()), "tell", "coordinator"));
    }
}
