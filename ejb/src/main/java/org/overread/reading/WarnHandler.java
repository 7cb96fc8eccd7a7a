/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;

/** Time runs short: those who see the case are told, once a clock. */
@ApplicationScoped
class WarnHandler extends DueHandler {
    private final CaseRows rows;
    private final CaseTimeline timeline;

    @Inject
    WarnHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.WARN);
        this.rows = rows;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected WarnHandler() {
        super(DueKind.WARN);
        this.rows = null;
        this.timeline = null;
    }

    @Override
    void due(long caseId) {
        Instant now = rows.now();
        rows.lock(caseId)
                .filter(c -> runs(c) && c.watch().warnedAt() == null && reached(c.warnAt(), now))
                .ifPresent(c -> warn(c, now));
    }

    private void warn(ReadingCase found, Instant now) {
        rows.write(new CaseChange(found).watch(found.watch().warned(now)).done());
        timeline.add(
                found,
                "case.warned",
                "Time runs short: it is due " + StudyHandler.minute(found.dueAt()) + ". " + who(found),
                Map.of("due", String.valueOf(found.dueAt()), "tell", "coordinator"));
    }
}
