/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.overread.config.Archive;
import org.overread.config.Configuration;
import org.overread.order.OrderBook;
import org.overread.order.OrderOutcome;
import org.overread.order.OrderRequest;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.patient.MergeOutcome;
import org.overread.patient.Patient;
import org.overread.patient.PatientRegister;
import org.overread.patient.PatientStatement;
import org.overread.report.ReceiveReport;
import org.overread.report.ReportInbox;
import org.overread.report.ReportOutcome;
import org.overread.shared.PatientKey;
import org.overread.shared.Problem;

/** Carries out what the messages of one delivery ask for, kind by kind, so that each kind takes few statements. */
@Dependent
class Application {
    private final OrderBook book;
    private final PatientRegister register;
    private final Work work;
    private final ReportInbox reports;
    private final GroupOrderRows told;
    private final OriginalIdentifiers originals;

    @Inject
    Application(
            OrderBook book,
            PatientRegister register,
            Work work,
            ReportInbox reports,
            GroupOrderRows told,
            OriginalIdentifiers originals) {
        this.originals = originals;
        this.told = told;
        this.reports = reports;
        this.book = book;
        this.register = register;
        this.work = work;
    }

    /**
     * The messages are of different connections, so their order among each other means nothing.
     *
     * @return one verdict an act
     */
    List<Verdict> apply(List<Act> acts, Configuration configuration) {
        List<Verdict> verdicts =
                new ArrayList<>(java.util.Collections.nCopies(acts.size(), Verdict.accepted(List.of())));
        register(acts, verdicts);
        order(acts, verdicts);
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            if (act instanceof Act.Merge merge) {
                verdicts.set(i, merge(merge));
            } else if (act instanceof Act.Link link) {
                register.link(link.one(), link.other(), link.linked());
                verdicts.set(i, Verdict.accepted(link.warnings()));
            } else if (act instanceof Act.Results results) {
                verdicts.set(i, received(results, configuration));
            } else if (act instanceof Act.Notice notice) {
                verdicts.set(i, look(notice, configuration));
            } else if (act instanceof Act.Nothing nothing) {
                verdicts.set(i, new Verdict(MessageState.IGNORED, Acknowledgement.ACCEPT, List.of(nothing.why())));
            } else if (act instanceof Act.Refuse refuse) {
                verdicts.set(i, Verdict.refused(refuse.acknowledgement(), refuse.fault()));
            }
        }
        return verdicts;
    }

    private void order(List<Act> acts, List<Verdict> verdicts) {
        List<Integer> places = placesOf(acts, Act.Order.class);
        List<OrderRequest> requests =
                places.stream().map(i -> ((Act.Order) acts.get(i)).request()).toList();
        List<OrderOutcome> outcomes = requests.isEmpty() ? List.of() : book.enter(requests);
        for (int n = 0; n < outcomes.size(); n++) {
            int place = places.get(n);
            verdicts.set(place, verdict(outcomes.get(n), ((Act.Order) acts.get(place)).warnings()));
        }
    }

    private static Verdict verdict(OrderOutcome outcome, List<Fault> warnings) {
        if (outcome instanceof OrderOutcome.Refused refused) {
            ErrorCode code = refused.reason() == OrderOutcome.Reason.DUPLICATE_KEY
                    ? ErrorCode.DUPLICATE_KEY
                    : ErrorCode.UNKNOWN_KEY;
            return Verdict.refused(Acknowledgement.ERROR, new Fault("ORC^1^2", code, refused.problem()));
        }
        List<Fault> faults = new ArrayList<>();
        ((OrderOutcome.Accepted) outcome)
                .warnings()
                .forEach(p -> faults.add(new Fault("ORC^1^2", ErrorCode.UNKNOWN_KEY, p)));
        faults.addAll(warnings);
        return Verdict.accepted(faults);
    }

    private void register(List<Act> acts, List<Verdict> verdicts) {
        List<Integer> places = placesOf(acts, Act.Register.class);
        List<PatientStatement> statements =
                places.stream().map(i -> ((Act.Register) acts.get(i)).patient()).toList();
        Map<PatientKey, Patient> known = statements.isEmpty() ? Map.of() : register.record(statements);
        for (int n = 0; n < statements.size(); n++) {
            Patient patient = known.get(statements.get(n).key());
            List<Fault> faults = new ArrayList<>();
            if (patient != null && patient.merged()) {
                faults.add(Fault.of("PID^1^3", ErrorCode.UNKNOWN_KEY, Hl7Messages.MESSAGES.mergedPatient()));
            }
            faults.addAll(((Act.Register) acts.get(places.get(n))).warnings());
            verdicts.set(places.get(n), Verdict.accepted(faults));
        }
    }

    /** ERR-2 names the pair that is refused: MRG segments are counted in the message. */
    private Verdict merge(Act.Merge act) {
        List<MergeOutcome> outcomes = register.merge(act.merges());
        return outcomes.get(outcomes.size() - 1) instanceof MergeOutcome.Refused refused
                ? Verdict.refused(
                        Acknowledgement.ERROR,
                        new Fault("MRG^" + outcomes.size() + "^1", ErrorCode.UNKNOWN_KEY, refused.problem()))
                : Verdict.accepted(act.warnings());
    }

    private Verdict look(Act.Notice notice, Configuration configuration) {
        List<String> archives = notice.archive().isEmpty()
                ? configuration.archives().stream().map(Archive::name).toList()
                : List.of(notice.archive());
        for (String study : notice.studies()) {
            for (String archive : archives) {
                work.appendUnlessWaiting(WorkItem.now(
                        "study.look",
                        "look:" + archive + ":" + study,
                        Lane.LONG,
                        Map.of("archive", archive, "studyUid", study, "hint", "psu")));
            }
        }
        List<Fault> faults = notice.studies().isEmpty() || archives.isEmpty()
                ? List.of(Fault.of("OBX^1^5", ErrorCode.UNKNOWN_KEY, Hl7Messages.MESSAGES.noticeWithoutStudy()))
                : List.of();
        return new Verdict(MessageState.NOTICE, Acknowledgement.ACCEPT, faults);
    }

    /** Those before one that is refused stay; they are older than what is there when the message comes again. */
    private Verdict received(Act.Results act, Configuration configuration) {
        List<Fault> warnings = new ArrayList<>();
        for (ReceiveReport report : act.reports()) {
            ReportOutcome outcome = reports.receive(originals.of(report, configuration));
            if (outcome instanceof ReportOutcome.Refused refused) {
                return Verdict.refused(
                        Acknowledgement.ERROR, new Fault("OBR^1^2", ErrorCode.UNKNOWN_KEY, refused.problem()));
            }
            ReportOutcome.Kept kept = (ReportOutcome.Kept) outcome;
            told.filler(kept.reportId(), report.filler(), report.fillerAuthority());
            Problem warning = kept.warning();
            if (warning != null) {
                warnings.add(new Fault("OBR^1^2", ErrorCode.UNKNOWN_KEY, warning));
            }
        }
        return Verdict.accepted(warnings);
    }

    private static List<Integer> placesOf(List<Act> acts, Class<? extends Act> kind) {
        return IntStream.range(0, acts.size())
                .filter(i -> kind.isInstance(acts.get(i)))
                .boxed()
                .toList();
    }
}
