/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.overread.access.AccessDenied;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Intake.Kind;
import org.overread.order.TestOrders;
import org.overread.patient.PatientMerge;
import org.overread.patient.PatientStatement;
import org.overread.patient.TestRegister;
import org.overread.shared.DicomUid;
import org.overread.shared.Origin;
import org.overread.shared.OverreadException;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;

class StudyFlowTest {
    private static final String UID = "1.2.3";
    private static final PatientKey JANE = new PatientKey("1", "S-PAT");

    private final StudyBench bench = new StudyBench();

    private void look(Hint hint) {
        bench.hints.look(StudyBench.ARCHIVE, new DicomUid(UID), hint);
        bench.pump();
    }

    private void intake(Kind kind) {
        bench.configuration = StudyBench.configured(new org.overread.config.Intake(kind, ""));
    }

    @Test
    void a_named_study_is_let_in_and_complete_after_a_quiet_period() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.IN);
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
        assertThat(bench.study(UID).patientAuthority()).isEqualTo("S-PAT");
        bench.anHourLater();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.COMPLETE);
        assertThat(bench.events).hasExactlyElementsOfTypes(StudyArrived.class, StudyCompleted.class);
        assertThat(bench.later).isEmpty();
    }

    @Test
    void a_count_that_changes_starts_the_quiet_period_again() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        bench.archive.holds(UID, "1", "", "7", 4);
        bench.anHourLater();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
        bench.anHourLater();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.COMPLETE);
        assertThat(bench.study(UID).instances()).isEqualTo(4);
    }

    @Test
    void ten_hints_of_three_kinds_are_one_completion() {
        TestOrders.place(bench.jdbi, JANE, "7", "", Priority.STAT);
        bench.archive.holds(UID, "1", "", "7", 3);
        for (Hint hint : new Hint[] {Hint.PSU, Hint.NOTIFY, Hint.SWEEP, Hint.PSU, Hint.NOTIFY}) {
            bench.hints.look(StudyBench.ARCHIVE, new DicomUid(UID), hint);
        }
        bench.pump();
        bench.anHourLater();
        assertThat(bench.events.stream().filter(StudyArrived.class::isInstance)).hasSize(1);
        assertThat(bench.events.stream().filter(StudyCompleted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void a_hint_within_the_quiet_period_does_not_wait_for_its_end() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        bench.archive.holds(UID, "1", "", "7", 4);
        look(Hint.PSU);
        assertThat(bench.study(UID).instances()).isEqualTo(4);
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
    }

    @Test
    void late_images_take_a_complete_study_back() {
        a_named_study_is_let_in_and_complete_after_a_quiet_period();
        bench.archive.holds(UID, "1", "", "7", 5);
        look(Hint.RECOUNT);
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
        assertThat(bench.events).last().isEqualTo(new StudyGrew(bench.study(UID).id(), "S", 3, 5));
        bench.anHourLater();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.COMPLETE);
    }

    @Test
    void a_study_that_vanished_is_told_and_can_come_back() {
        a_named_study_is_let_in_and_complete_after_a_quiet_period();
        bench.archive.loses(UID);
        look(Hint.RECOUNT);
        look(Hint.RECOUNT);
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.VANISHED);
        assertThat(bench.events.stream().filter(StudyVanished.class::isInstance))
                .hasSize(1);
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.PSU);
        bench.anHourLater();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.COMPLETE);
    }

    private static final Scope TINA = Scope.of("tina", Set.of(Role.TECHNOLOGIST), Set.of("S"), Set.of());

    @Test
    void a_technologists_word_ends_the_quiet_period() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        List<Study> now = bench.service.complete(TINA, UID, null);
        assertThat(now).singleElement().extracting(Study::state).isEqualTo(StudyState.COMPLETE);
        bench.service.complete(TINA, UID, StudyBench.ARCHIVE);
        bench.anHourLater();
        assertThat(bench.events)
                .hasExactlyElementsOfTypes(
                        StudyArrived.class, StudyCompleted.class, StudyCalledComplete.class, StudyCounted.class);
        assertThat(bench.events)
                .contains(new StudyCalledComplete(bench.study(UID).id(), "S", "tina", "1", "S-PAT", UID));
        assertThat(bench.lines.stream().filter(l -> l.contains("study.complete")))
                .singleElement()
                .asString()
                .contains("tina", "3 images");
    }

    @Test
    void images_after_a_technologists_word_are_late_images_and_need_a_quiet_period_of_their_own() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        bench.service.complete(TINA, UID, null);
        bench.archive.holds(UID, "1", "", "7", 4);
        bench.anHourLater();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
        assertThat(bench.events).last().isEqualTo(new StudyGrew(bench.study(UID).id(), "S", 3, 4));
        bench.anHourLater();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.COMPLETE);
    }

    @Test
    void another_sites_study_is_not_there_for_a_technologist_and_the_trail_knows() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        Scope stranger = Scope.of("sven", Set.of(Role.TECHNOLOGIST), Set.of("other"), Set.of());
        assertThatThrownBy(() -> bench.service.complete(stranger, UID, null))
                .isInstanceOfSatisfying(
                        OverreadException.class, e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.NOT_FOUND));
        assertThat(bench.events)
                .contains(new AccessDenied("sven", bench.study(UID).subject()));
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
    }

    @Test
    void a_role_that_only_looks_cannot_call_a_study_complete() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        Scope admin = Scope.of("anna", Set.of(Role.ADMIN), Set.of(), Set.of());
        assertThatThrownBy(() -> bench.service.complete(admin, UID, null))
                .isInstanceOfSatisfying(
                        OverreadException.class, e -> assertThat(e.kind()).isEqualTo(OverreadException.Kind.FORBIDDEN));
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
    }

    @Test
    void a_study_that_is_no_case_cannot_be_called_complete() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.SWEEP);
        assertThatThrownBy(() -> bench.service.complete(TINA, UID, null))
                .isInstanceOf(OverreadException.class)
                .hasMessageStartingWith("OVR000601");
    }

    @Test
    void a_study_without_order_or_notice_stays_out_until_one_comes() {
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.SWEEP);
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.OUT);
        assertThat(bench.events).isEmpty();
        long order = TestOrders.place(bench.jdbi, JANE, "7", "", Priority.ROUTINE);
        bench.matching.seekStudies(List.of(order));
        bench.pump();
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.IN);
        assertThat(bench.study(UID).orderId()).isEqualTo(order);
        assertThat(bench.study(UID).matchedBy()).isEqualTo(MatchKey.ACCESSION);
    }

    @Test
    void an_order_binds_when_its_images_come_after_it() {
        long order = TestOrders.place(bench.jdbi, JANE, "", UID, Priority.ROUTINE);
        bench.archive.holds(UID, "1", "", "", 3);
        look(Hint.SWEEP);
        assertThat(bench.study(UID).orderId()).isEqualTo(order);
        assertThat(bench.events).hasExactlyElementsOfTypes(StudyBound.class, StudyArrived.class);
    }

    @Test
    void another_patients_order_is_a_conflict_that_lets_nothing_in() {
        TestOrders.place(bench.jdbi, new PatientKey("2", "S-PAT"), "", UID, Priority.ROUTINE);
        bench.archive.holds(UID, "1", "", "", 3);
        look(Hint.SWEEP);
        look(Hint.PSU);
        assertThat(bench.study(UID).orderId()).isNull();
        assertThat(bench.study(UID).conflict()).contains("another patient");
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.OUT);
        assertThat(bench.lines.stream().filter(l -> l.startsWith("study:"))).hasSize(1);
    }

    /** ADT^A40: whom the order names and whom the images name are one person. */
    @Test
    void a_merge_ends_the_conflict_that_it_explains_at_the_next_recount_and_binds_the_order() {
        PatientKey old = new PatientKey("2", "S-PAT");
        long order = TestOrders.place(bench.jdbi, old, "", UID, Priority.ROUTINE);
        bench.archive.holds(UID, "1", "", "", 3);
        look(Hint.SWEEP);
        assertThat(bench.study(UID).conflict()).contains("another patient");
        Origin origin = new Origin("s", "ris", "RIS", "S", "192.0.2.1", 1);
        PatientStatement survivor = new PatientStatement(JANE, "", null, "", Instant.now(), origin);
        TestRegister.over(bench.jdbi).merge(List.of(new PatientMerge(survivor, old)));

        look(Hint.RECOUNT);

        assertThat(bench.study(UID).conflict()).isNull();
        assertThat(bench.study(UID).orderId()).isEqualTo(order);
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.IN);
    }

    @Test
    void a_patient_that_was_merged_matches_by_the_surviving_identity() {
        long order = TestOrders.place(bench.jdbi, JANE, "", UID, Priority.ROUTINE);
        bench.jdbi.useHandle(h -> h.execute("insert into patient (patient_id, authority, merged_into, stated_at)"
                + " select 'old', 'S-PAT', id, now() from patient where patient_id = '1'"));
        bench.archive.holds(UID, "old", "", "", 3);
        look(Hint.SWEEP);
        assertThat(bench.study(UID).orderId()).isEqualTo(order);
    }

    @Test
    void a_bound_study_whose_patient_changes_at_the_archive_is_told() {
        an_order_binds_when_its_images_come_after_it();
        bench.archive.holds(UID, "2", "", "", 3);
        look(Hint.RECOUNT);
        assertThat(bench.study(UID).conflict()).contains("another patient");
    }

    @Test
    void intake_all_takes_what_comes_and_none_takes_nothing() {
        intake(Kind.NONE);
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.OUT);
        intake(Kind.ALL);
        bench.archive.holds("1.2.4", "1", "", "8", 3);
        bench.hints.look(StudyBench.ARCHIVE, new DicomUid("1.2.4"), Hint.SWEEP);
        bench.pump();
        assertThat(bench.study("1.2.4").intake()).isEqualTo(Intake.IN);
    }

    @Test
    void an_order_that_commits_while_its_study_is_being_looked_at_is_not_missed() throws Exception {
        StudyRows rows = new StudyRows(StudyBench.elsewhere());
        // the study side looks for orders, finds none, and has not committed yet
        CompletableFuture<Void> order;
        try (var handle = bench.jdbi.open()) {
            handle.begin();
            handle.execute("select pg_advisory_xact_lock(?)", 0x6F76_7273_7475_6479L);
            order = CompletableFuture.runAsync(rows::together);
            Thread.sleep(200);
            assertThat(order).as("the order's side waits").isNotDone();
            handle.commit();
        }
        order.get();
        assertThat(order).isDone();
    }
}
