/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** Makes work of what is due: row gone and work there in one transaction, so each fires exactly once. */
@ApplicationScoped
class CaseTick {
    static final int BATCH = 500;

    private static final int GROUPS = 50;

    private final CaseDue due;
    private final ForecastRows forecasts;
    private final CaseWork work;

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseTick() {
        this.due = null;
        this.forecasts = null;
        this.work = null;
    }

    @Inject
    CaseTick(CaseDue due, ForecastRows forecasts, CaseWork work) {
        this.due = due;
        this.forecasts = forecasts;
        this.work = work;
    }

    /** @return whether there may be more */
    @Transactional
    boolean batch() {
        List<CaseDue.Fired> fired = due.claim(BATCH);
        fired.forEach(f -> work.due(f.caseId(), f.kind()));
        List<String> groups = forecasts.claim(GROUPS);
        groups.forEach(work::groupForecast);
        return fired.size() == BATCH || groups.size() == GROUPS;
    }
}
