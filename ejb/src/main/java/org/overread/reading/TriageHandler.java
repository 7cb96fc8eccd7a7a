/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/** A new configuration may have a rule for what waits in triage: asks the rules again, a page at a time. */
@ApplicationScoped
class TriageHandler implements WorkHandler.Transactional {
    private static final int PAGE = 100;

    private final CaseRows rows;
    private final CaseWork work;

    @Inject
    TriageHandler(CaseRows rows, CaseWork work) {
        this.rows = rows;
        this.work = work;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected TriageHandler() {
        this.rows = null;
        this.work = null;
    }

    @Override
    public String kind() {
        return CaseWork.TRIAGE;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        List<Long> page = rows.inTriage(item.payload(CaseWork.Triaged.class).after(), PAGE);
        page.forEach(work::route);
        if (page.size() == PAGE) {
            work.triage(page.get(PAGE - 1));
        }
        return WorkOutcome.done();
    }
}
