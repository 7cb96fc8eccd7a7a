/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.overread.access.Scope;
import org.overread.config.ConfigurationStore;
import org.overread.config.Sender;
import org.overread.order.ImagingOrder;
import org.overread.order.Orders;
import org.overread.outbox.MessageEnded;
import org.overread.reading.CaseReporting;
import org.overread.reading.CaseView;
import org.overread.reading.Cases;
import org.overread.reading.ReadingCase;
import org.overread.report.Report;
import org.overread.report.ReportApplied;
import org.overread.report.Reports;
import org.overread.timeline.Timeline;

/**
 * Brings what a case says now to the RIS that ordered it, under that RIS's own numbers, and ends the case when that RIS
 * has acknowledged its final report. A case without an order, or whose sender has no {@code results}, has nobody to tell.
 */
@ApplicationScoped
class ResultsOut {
    private final Cases cases;
    private final Orders orders;
    private final Reports reports;
    private final CaseReporting reporting;
    private final OutgoingMessages outgoing;
    private final ConfigurationStore configuration;
    private final Timeline timeline;

    @Inject
    ResultsOut(
            Cases cases,
            Orders orders,
            Reports reports,
            CaseReporting reporting,
            OutgoingMessages outgoing,
            ConfigurationStore configuration,
            Timeline timeline) {
        this.cases = cases;
        this.orders = orders;
        this.reports = reports;
        this.reporting = reporting;
        this.outgoing = outgoing;
        this.configuration = configuration;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ResultsOut() {
        this.cases = null;
        this.orders = null;
        this.reports = null;
        this.reporting = null;
        this.outgoing = null;
        this.configuration = null;
        this.timeline = null;
    }

    void applied(@Observes ReportApplied event) {
        CaseView view = cases.load(Scope.system(), event.caseId()).orElseThrow();
        Report report = reports.load(Scope.system(), event.reportId()).orElseThrow();
        Optional<ImagingOrder> order =
                Optional.ofNullable(view.readingCase().orderId()).flatMap(id -> orders.load(Scope.system(), id));
        Sender.Results results = order.map(
                        o -> configuration.current().senderNamed(o.sender()).results())
                .orElse(null);
        if (order.isEmpty() || results == null) {
            return;
        }
        outgoing.append(new Outgoing(
                "sender:" + order.get().sender(),
                results.receiver(),
                view.readingCase().site(),
                Outgoing.Purpose.RESULT,
                view.readingCase().subject(),
                event.caseId(),
                event.reportId(),
                "ORU^R01^ORU_R01",
                w -> ResultText.write(w, view, order.get(), report),
                ResultText.identifiers(view, order.get())));
    }

    void ended(@Observes MessageEnded event) {
        Long caseId = event.caseId();
        if (caseId == null) {
            return;
        }
        ReadingCase of = cases.load(Scope.system(), caseId).orElseThrow().readingCase();
        String name = event.receiver().substring(event.receiver().indexOf(':') + 1);
        Outgoing.Purpose purpose = Outgoing.Purpose.valueOf(event.purpose());
        boolean result = purpose == Outgoing.Purpose.RESULT;
        String what = result ? "report" : purpose == Outgoing.Purpose.STATUS ? "status" : "order";
        timeline.add(
                of.subject(),
                of.site(),
                of.ownerGroup(),
                "case." + what + (event.delivered() ? "-sent" : "-not-sent"),
                event.delivered()
                        ? name + " acknowledged the " + what + "."
                        : "The " + what + " for " + name + " was not delivered (" + event.problem()
                                + "). A person has to look; see the dead letters.",
                Map.of("messageId", event.messageId(), "receiver", name));
        Long id = event.reportId();
        if (event.delivered() && result && id != null) {
            Report report = reports.load(Scope.system(), id).orElseThrow();
            if (report.standing().equals("CURRENT") && report.status().ended()) {
                reporting.delivered(caseId, name);
            }
        }
    }
}
