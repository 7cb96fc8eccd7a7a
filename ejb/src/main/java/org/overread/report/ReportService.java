/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.reading.CaseService;
import org.overread.shared.OverreadException;

/** What people see of reports. What is out of scope is not there; reading one is audited. */
@Stateless
@PermitAll
public class ReportService {
    private static final int MOST = 200;

    private final Reports reports;
    private final CaseService cases;
    private final Event<Object> events;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public ReportService() {
        this.reports = null;
        this.cases = null;
        this.events = null;
    }

    @Inject
    ReportService(Reports reports, CaseService cases, Event<Object> events) {
        this.reports = reports;
        this.cases = cases;
        this.events = events;
    }

    /**
     * The reports of a case, newest first, without their content.
     *
     * @throws OverreadException of kind NOT_FOUND for a case out of scope
     */
    public List<Report> ofCase(Scope scope, long caseId) {
        Policy.mayReadReports(scope).orThrow();
        cases.open(scope, caseId);
        return reports.ofCase(scope, caseId, MOST);
    }

    /** @throws OverreadException of kind NOT_FOUND, also when it is out of scope */
    public Report open(Scope scope, long id) {
        Policy.mayReadReports(scope).orThrow();
        Report found = reports.load(scope, id)
                .orElseThrow(() -> OverreadException.notFound(ReportMessages.MESSAGES.notFound()));
        if (found.patient() != null) {
            events.fire(new ReportViewed(id, found.caseId(), found.site(), scope.user(), found.patient()));
        }
        return found;
    }
}
