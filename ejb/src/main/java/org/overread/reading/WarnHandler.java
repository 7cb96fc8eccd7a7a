/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Time runs short. */
@ApplicationScoped
class WarnHandler extends ClockHandler {
    private static final Instants INSTANTS = new Instants(ReadingCase::warnAt, CaseWatch::warnedAt, CaseWatch::warned);

    @Inject
    WarnHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.WARN, INSTANTS, "case.warned", "Time runs short: it is due ", rows, timeline);
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected WarnHandler() {
        super(DueKind.WARN, INSTANTS, "", "", null, null);
    }
}
