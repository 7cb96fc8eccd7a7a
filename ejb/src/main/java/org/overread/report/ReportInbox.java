/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.reading.CaseReporting;
import org.overread.reading.CaseState;
import org.overread.reading.CaseStepped;
import org.overread.reading.ReadingCase;
import org.overread.report.ReportRows.Current;
import org.overread.shared.PatientKey;
import org.overread.shared.Problem;
import org.overread.timeline.Timeline;

/**
 * Takes in what reading groups report, in the caller's transaction. A report is bound to one case that the group has or
 * had, and never to another patient's; it is kept whatever else is true of the case, and moves it where its state allows.
 */
@ApplicationScoped
public class ReportInbox implements WorkHandler.Transactional {
    private static final String APPLY = "report.apply";

    private final ReportRows rows;
    private final CaseReporting cases;
    private final Timeline timeline;
    private final Work work;
    private final Event<Object> events;
    private final Clock clock;

    @Inject
    ReportInbox(ReportRows rows, CaseReporting cases, Timeline timeline, Work work, Event<Object> events, Clock clock) {
        this.rows = rows;
        this.cases = cases;
        this.timeline = timeline;
        this.work = work;
        this.events = events;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ReportInbox() {
        this.rows = null;
        this.cases = null;
        this.timeline = null;
        this.work = null;
        this.events = null;
        this.clock = null;
    }

    record Apply(long caseId) {}

    public ReportOutcome receive(ReceiveReport report) {
        Set<Long> found = find(report);
        if (found.size() != 1) {
            return new ReportOutcome.Refused(Problem.of(
                    found.isEmpty() ? ReportMessages.MESSAGES.noCase() : ReportMessages.MESSAGES.severalCases()));
        }
        ReadingCase of = cases.lock(found.iterator().next()).orElseThrow();
        if (contradicted(report, of.id())) {
            return new ReportOutcome.Refused(Problem.of(ReportMessages.MESSAGES.contradiction()));
        }
        Optional<PatientKey> patient = rows.patients(of.id()).stream()
                .filter(known -> report.patients().stream().anyMatch(said -> same(said, known)))
                .findFirst();
        return patient.isEmpty()
                ? new ReportOutcome.Refused(Problem.of(ReportMessages.MESSAGES.otherPatient()))
                : keep(report, of, patient.get());
    }

    /** Our own number first, then the group's, then the accession number, then the study. */
    private Set<Long> find(ReceiveReport report) {
        Set<Long> found = report.caseId() == null ? Set.of() : rows.byNumber(report, report.caseId());
        if (found.isEmpty() && report.caseId() == null && !report.filler().isEmpty()) {
            found = rows.byFiller(report);
        }
        if (found.isEmpty() && report.caseId() == null && !report.accession().isEmpty()) {
            found = rows.byAccession(report);
        }
        if (found.isEmpty() && report.caseId() == null && !report.studyUid().isEmpty()) {
            found = rows.byStudy(report);
        }
        return found;
    }

    /** Whether it names another case of the group's by its accession number. */
    private boolean contradicted(ReceiveReport report, long caseId) {
        Set<Long> named = report.accession().isEmpty() ? Set.of() : rows.byAccession(report);
        return !named.isEmpty() && !named.contains(caseId);
    }

    private static boolean same(PatientKey said, PatientKey known) {
        return said.id().equals(known.id())
                && (said.authority().isEmpty()
                        || known.authority().isEmpty()
                        || said.authority().equals(known.authority()));
    }

    private ReportOutcome keep(ReceiveReport report, ReadingCase of, PatientKey patient) {
        Current current = rows.current(of.id()).orElse(null);
        String group = of.ownerGroup();
        boolean theirs = group != null && report.groups().contains(group) && of.state() != CaseState.CANCELLED;
        String standing = !theirs ? "LATE" : older(report, current) ? "SUPERSEDED" : "CURRENT";
        if (standing.equals("CURRENT") && current != null) {
            rows.supersede(current.id());
        }
        long id = rows.insert(
                of.id(),
                theirs && group != null ? group : report.groups().iterator().next(),
                standing,
                report,
                clock.instant());
        timeline.add(
                of.subject(),
                of.site(),
                group,
                "case.report-received",
                report.origin().sender() + " sent a " + words(report.status()) + " report" + aside(standing) + ".",
                Map.of("reportId", id, "status", report.status().code(), "standing", standing));
        events.fire(new ReportReceived(id, of.id(), of.site(), report.origin().sender(), patient));
        boolean moved = standing.equals("CURRENT")
                && apply(id, of.id(), report.status(), report.origin().sender());
        return new ReportOutcome.Kept(id, warning(standing, moved));
    }

    /** A message that was overtaken changes nothing; what is final is not preliminary again. */
    private static boolean older(ReceiveReport report, @Nullable Current current) {
        return current != null
                && (report.at().isBefore(current.at())
                        || (!report.status().ended() && current.status().ended()));
    }

    private static String words(ReportStatus status) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String aside(String standing) {
        return switch (standing) {
            case "LATE" -> ", for a case that it does not have any more; it is kept and changes nothing";
            case "SUPERSEDED" -> ", older than the one that is there; it is kept and changes nothing";
            default -> "";
        };
    }

    private static @Nullable Problem warning(String standing, boolean moved) {
        return switch (standing) {
            case "LATE" -> Problem.of(ReportMessages.MESSAGES.late());
            case "SUPERSEDED" -> Problem.of(ReportMessages.MESSAGES.overtaken());
            default -> moved ? null : Problem.of(ReportMessages.MESSAGES.notYet());
        };
    }

    private boolean apply(long id, long caseId, ReportStatus status, String sender) {
        if (!cases.reported(caseId, status.ended(), sender)) {
            return false;
        }
        rows.applied(id);
        events.fire(new ReportApplied(id, caseId));
        return true;
    }

    /** A report may have come while the images were on their way again. */
    void available(@Observes CaseStepped step) {
        if (step.kind().equals("case.available")) {
            work.appendUnlessWaiting(
                    WorkItem.now(APPLY, "case:" + step.caseId(), Lane.SHORT, new Apply(step.caseId())));
        }
    }

    @Override
    public String kind() {
        return APPLY;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        long caseId = item.payload(Apply.class).caseId();
        if (cases.lock(caseId).isPresent()) {
            rows.current(caseId)
                    .filter(c -> !c.applied())
                    .ifPresent(c -> apply(c.id(), caseId, c.status(), c.sender()));
        }
        return WorkOutcome.done();
    }
}
