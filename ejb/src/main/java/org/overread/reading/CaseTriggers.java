/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.overread.config.ConfigurationChanged;
import org.overread.order.OrderCancelAsked;
import org.overread.order.OrderEvent;
import org.overread.study.StudyArrived;
import org.overread.study.StudyBound;
import org.overread.study.StudyCompleted;
import org.overread.study.StudyCounted;
import org.overread.study.StudyGrew;
import org.overread.study.StudyVanished;

/** What happens to orders and studies makes work for their cases, in the transaction in which it happens. */
@ApplicationScoped
class CaseTriggers {
    private final CaseWork work;
    private final CaseRows rows;

    @Inject
    CaseTriggers(CaseWork work, CaseRows rows) {
        this.work = work;
        this.rows = rows;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseTriggers() {
        this.work = null;
        this.rows = null;
    }

    void order(@Observes OrderEvent event) {
        if (event instanceof OrderCancelAsked) {
            work.cancelAsked(event.order().id());
        } else {
            work.order(event.order().id());
        }
    }

    /** A new version of the configuration may have a rule for what waits in triage, and may lack somebody who has a case. */
    void configured(@Observes ConfigurationChanged event) {
        work.triage(0);
        work.staff(0);
    }

    void arrived(@Observes StudyArrived event) {
        work.study(event.studyId());
    }

    void bound(@Observes StudyBound event) {
        work.study(event.studyId());
    }

    void grew(@Observes StudyGrew event) {
        work.study(event.studyId());
    }

    void completed(@Observes StudyCompleted event) {
        work.study(event.studyId());
    }

    void vanished(@Observes StudyVanished event) {
        work.study(event.studyId());
    }

    /** Most counts find what was there before; only a case that waits for one moves on by it. */
    void counted(@Observes StudyCounted event) {
        if (rows.awaitsCount(event.studyId())) {
            work.study(event.studyId());
        }
    }
}
