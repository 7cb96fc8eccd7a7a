/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Time is over: the case is marked. */
@ApplicationScoped
class BreachHandler extends ClockHandler {
    @Inject
    BreachHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.BREACH, "case.breached", "Time is over: it was due ", rows, timeline);
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected BreachHandler() {
        super(DueKind.BREACH, "", "", null, null);
    }

    @Override
    @Nullable
    Instant at(ReadingCase c) {
        return c.dueAt();
    }

    @Override
    @Nullable
    Instant toldAt(CaseWatch watch) {
        return watch.breachedAt();
    }

    @Override
    CaseWatch told(CaseWatch watch, Instant now) {
        return watch.breached(now);
    }
}
