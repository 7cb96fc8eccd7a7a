/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Time is over: the case is marked. */
@ApplicationScoped
class BreachHandler extends ClockHandler {
    private static final Instants INSTANTS =
            new Instants(ReadingCase::dueAt, CaseWatch::breachedAt, CaseWatch::breached);

    @Inject
    BreachHandler(CaseRows rows, CaseTimeline timeline) {
        super(DueKind.BREACH, INSTANTS, "case.breached", "Time is over: it was due ", rows, timeline);
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected BreachHandler() {
        super(DueKind.BREACH, INSTANTS, "", "", null, null);
    }
}
