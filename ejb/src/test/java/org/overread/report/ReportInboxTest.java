/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.order.TestOrders;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.reading.CaseState;
import org.overread.reading.CaseStepped;
import org.overread.reading.TestCases;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.timeline.TestTimeline;

/** Which case a report is taken for, and what it does to it; on the real database. */
class ReportInboxTest implements Work {
    private static final PatientKey JANE = new PatientKey("1", "S-PAT");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static int counter;

    private final Jdbi jdbi = TestDatabase.jdbi();
    private final RecordedEvents<Object> events = new RecordedEvents<>();
    private final List<WorkItem> work = new ArrayList<>();
    private ReportInbox inbox;
    private String accession;
    private long of;

    @BeforeEach
    void available() {
        inbox = new ReportInbox(
                new ReportRows(jdbi),
                TestCases.reporting(jdbi, TestTimeline.over(jdbi)),
                TestTimeline.over(jdbi),
                this,
                events,
                Clock.systemUTC());
        accession = "A" + ++counter;
        long order = TestOrders.place(jdbi, JANE, accession, "1.2." + counter, Priority.ROUTINE);
        of = TestCases.open(jdbi, order, CaseState.AVAILABLE);
        TestCases.own(jdbi, of, "neuro");
    }

    @Test
    void a_report_moves_its_case_and_tells_so_once() {
        assertThat(receive(report().status(ReportStatus.PRELIMINARY))).isEqualTo("kept");
        assertThat(state()).isEqualTo("PRELIMINARY");
        assertThat(receive(report().status(ReportStatus.FINAL).at(60))).isEqualTo("kept");
        assertThat(receive(report().status(ReportStatus.CORRECTED).at(120))).isEqualTo("kept");
        assertThat(state()).isEqualTo("FINAL");
        assertThat(standings()).containsExactly("P SUPERSEDED", "F SUPERSEDED", "C CURRENT");
        assertThat(events.fired()).filteredOn(ReportApplied.class::isInstance).hasSize(3);
        assertThat(events.fired()).filteredOn(ReportReceived.class::isInstance).hasSize(3);
    }

    @Test
    void what_is_older_or_preliminary_after_a_final_one_is_kept_and_changes_nothing() {
        receive(report().status(ReportStatus.FINAL).at(60));
        assertThat(receive(report().status(ReportStatus.CORRECTED).at(30))).isEqualTo("kept OVR001005");
        assertThat(receive(report().status(ReportStatus.PRELIMINARY).at(90))).isEqualTo("kept OVR001005");
        assertThat(standings()).containsExactly("F CURRENT", "C SUPERSEDED", "P SUPERSEDED");
        assertThat(state()).isEqualTo("FINAL");
    }

    @Test
    void its_case_is_found_by_our_number_then_the_groups_then_accession_then_study() {
        assertThat(receive(report().number(of).filler("G7"))).isEqualTo("kept");
        assertThat(receive(report().number(null).filler("G7").at(10))).isEqualTo("kept");
        assertThat(receive(report().number(null).accession(accession).at(20))).isEqualTo("kept");
        assertThat(receive(report().number(null).study("1.2." + counter).at(30)))
                .isEqualTo("kept");
        assertThat(receive(report().number(null).at(40))).isEqualTo("refused OVR001000");
        assertThat(receive(report().number(999_999_999L))).isEqualTo("refused OVR001000");
        assertThat(receive(report().number(null).filler("G8"))).isEqualTo("refused OVR001000");
        assertThat(standings()).hasSize(4);
    }

    @Test
    void of_two_cases_with_one_accession_number_none_is_guessed() {
        long other = TestCases.open(
                jdbi, TestOrders.place(jdbi, JANE, accession, "1.3." + counter, Priority.ROUTINE), CaseState.AVAILABLE);
        TestCases.own(jdbi, other, "neuro");
        assertThat(receive(report().number(null).accession(accession))).startsWith("refused OVR001001");
        assertThat(receive(report().number(of).accession(accession))).isEqualTo("kept");
    }

    @Test
    void another_patients_report_is_refused_and_a_merged_patients_is_taken() {
        assertThat(receive(report().patient("2", "S-PAT"))).isEqualTo("refused OVR001002");
        assertThat(receive(report().patient("1", "OTHER"))).isEqualTo("refused OVR001002");
        assertThat(receive(report().patient("1", ""))).isEqualTo("kept");
        jdbi.useHandle(h -> h.execute("""
                insert into patient (patient_id, authority, name, stated_at, merged_into)
                select ?, 'S-PAT', 'OLD', now(), id from patient where patient_id = '1' and authority = 'S-PAT'
                on conflict do nothing""", "old" + counter));
        assertThat(receive(report().patient("old" + counter, "S-PAT").at(10))).isEqualTo("kept");
        assertThat(standings()).hasSize(2);
    }

    @Test
    void a_report_that_names_another_case_by_accession_number_is_refused() {
        String mine = accession;
        long first = of;
        available();
        assertThat(receive(report().number(first).accession(accession))).isEqualTo("refused OVR001003");
        assertThat(receive(report().number(first).accession(mine))).isEqualTo("kept");
    }

    @Test
    void a_group_that_never_had_the_case_is_not_heard_and_one_that_had_it_changes_nothing() {
        assertThat(receive(report().group("far"))).isEqualTo("refused OVR001000");
        TestCases.own(jdbi, of, "far");
        assertThat(receive(report().group("neuro"))).isEqualTo("kept OVR001004");
        assertThat(state()).isEqualTo("AVAILABLE");
        assertThat(standings()).containsExactly("F LATE");
    }

    @Test
    void a_report_that_comes_before_its_images_waits_beside_the_case() {
        TestCases.state(jdbi, of, CaseState.ROUTED);
        assertThat(receive(report())).isEqualTo("kept OVR001006");
        assertThat(state()).isEqualTo("ROUTED");
        TestCases.state(jdbi, of, CaseState.AVAILABLE);
        inbox.available(new CaseStepped(of, "S", "neuro", "case.available"));
        assertThat(work).hasSize(1);
        inbox.handle(work.get(0), 1);
        assertThat(state()).isEqualTo("FINAL");
        inbox.handle(WorkItem.now(inbox.kind(), "again", Lane.SHORT, new ReportInbox.Apply(of)), 1);
        assertThat(events.fired()).filteredOn(ReportApplied.class::isInstance).hasSize(1);
    }

    private Draft report() {
        return new Draft();
    }

    /** A final report on the case of this test, by our number, unless said otherwise. */
    private final class Draft {
        private Long number = of;
        private String group = "neuro";
        private String filler = "";
        private String named = "";
        private String study = "";
        private PatientKey patient = JANE;
        private ReportStatus status = ReportStatus.FINAL;
        private Instant at = AT;

        Draft number(Long value) {
            number = value;
            return this;
        }

        Draft group(String value) {
            group = value;
            return this;
        }

        Draft filler(String value) {
            filler = value;
            return this;
        }

        Draft accession(String value) {
            named = value;
            return this;
        }

        Draft study(String value) {
            study = value;
            return this;
        }

        Draft patient(String id, String authority) {
            patient = new PatientKey(id, authority);
            return this;
        }

        Draft status(ReportStatus value) {
            status = value;
            return this;
        }

        Draft at(int seconds) {
            at = AT.plusSeconds(seconds);
            return this;
        }
    }

    private String receive(Draft draft) {
        ReportOutcome outcome = inbox.receive(new ReceiveReport(
                new Origin("", "gris", "GRIS", "N", "192.0.2.1", 1),
                Set.of(draft.group),
                List.of(draft.patient),
                draft.number,
                draft.filler,
                "",
                draft.named,
                draft.study,
                draft.status,
                "77^HOUSE^GREGORY",
                draft.at,
                "text",
                "%PDF".getBytes(StandardCharsets.US_ASCII)));
        if (outcome instanceof ReportOutcome.Refused refused) {
            return "refused " + refused.problem().code();
        }
        var warning = ((ReportOutcome.Kept) outcome).warning();
        return warning == null ? "kept" : "kept " + warning.code();
    }

    private String state() {
        return jdbi.withHandle(h -> h.createQuery("select state from reading_case where id = :id")
                .bind("id", of)
                .mapTo(String.class)
                .one());
    }

    private List<String> standings() {
        return jdbi.withHandle(
                h -> h.createQuery("select status || ' ' || standing from report where case_id = :id order by number")
                        .bind("id", of)
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public void append(WorkItem item) {
        work.add(item);
    }

    @Override
    public void appendUnlessWaiting(WorkItem item) {
        work.add(item);
    }
}
