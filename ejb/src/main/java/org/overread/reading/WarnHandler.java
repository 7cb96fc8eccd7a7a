/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Time runs short. */
@ApplicationScoped
class WarnHandler extends ClockHandler {
    @Inject
    WarnHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.WARN, "case.warned", "Time runs short: it is due ", rows, timeline);
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected WarnHandler() {
        super(DueKind.WARN, "", "", null, null);
    }

    @Override
    @Nullable
    Instant at(ReadingCase c) {
        return c.warnAt();
    }

    @Override
    @Nullable
    Instant toldAt(CaseWatch watch) {
        return watch.warnedAt();
    }

    @Override
    CaseWatch told(CaseWatch watch, Instant now) {
        return watch.warned(now);
    }
}
