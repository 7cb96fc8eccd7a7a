/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Intake;
import org.overread.order.OrderState;
import org.overread.order.TestOrders;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.study.Hint;
import org.overread.study.StudyBench;

class CaseFlowTest {
    private static final String UID = "1.2.3";

    private final ReadingBench bench = new ReadingBench();

    @Test
    void an_order_waits_for_its_images_and_goes_the_straight_line() {
        bench.destination = "reading-pacs";
        bench.order("7", UID, Priority.STAT);
        assertThat(bench.only().state()).isEqualTo(CaseState.ORDERED);
        bench.images(UID, "7", 3, Hint.PSU);
        assertThat(bench.only().state()).isEqualTo(CaseState.ARRIVING);
        bench.studies.anHourLater();
        ReadingCase routed = bench.only();
        assertThat(routed.state()).isEqualTo(CaseState.ROUTED);
        assertThat(routed.ownerGroup()).isEqualTo("local");
        assertThat(routed.priority()).isEqualTo(Priority.STAT);
        assertThat(routed.dueAt()).isNotNull();
        assertThat(bench.sends()).isEqualTo(1);
        bench.transfer(routed, TransferHandler.Step.SENDING, 3, null);
        assertThat(bench.only().imageState()).isEqualTo(ImageState.SENDING);
        bench.proved(routed, 3);
        ReadingCase there = bench.only();
        assertThat(there.state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(there.verification()).isEqualTo("instances");
        assertThat(bench.cases.decisions(Scope.system(), there.id())).hasSize(1);
        assertThat(bench.studies.lines).anySatisfy(l -> assertThat(l).contains("case.available", "3 images"));
    }

    @Test
    void images_before_their_order_are_one_case() {
        bench.images(UID, "7", 3, Hint.NOTIFY);
        assertThat(bench.only().orderId()).isNull();
        assertThat(bench.only().priority()).isEqualTo(Priority.ROUTINE);
        long order = bench.order("7", "", Priority.STAT);
        assertThat(bench.only().orderId()).isEqualTo(order);
        assertThat(bench.only().priority()).isEqualTo(Priority.STAT);
    }

    @Test
    void images_that_are_kept_out_become_a_case_when_their_order_comes() {
        bench.images(UID, "7", 3, Hint.SWEEP);
        assertThat(bench.all()).isEmpty();
        long order = bench.order("7", "", Priority.STAT);
        assertThat(bench.only().orderId()).isEqualTo(order);
        assertThat(bench.only().studyId()).isNotNull();
        bench.studies.anHourLater();
        assertThat(bench.only().state()).isIn(CaseState.ROUTED, CaseState.AVAILABLE);
    }

    @Test
    void a_study_with_no_order_is_a_case_where_all_is_taken() {
        bench.studies.configuration = StudyBench.configured(new Intake(Intake.Kind.ALL, ""));
        bench.images(UID, "", 3, Hint.SWEEP);
        bench.studies.anHourLater();
        assertThat(bench.only().orderId()).isNull();
        assertThat(bench.only().ownerGroup()).isEqualTo("local");
    }

    @Test
    void a_group_that_reads_from_the_archive_has_the_case_once_the_source_was_counted_again() {
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.only().verification()).isEqualTo("source");
        assertThat(bench.sends()).isZero();
    }

    @Test
    void a_technologists_word_brings_a_case_to_its_readers_with_no_quiet_period() {
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        assertThat(bench.only().state()).isEqualTo(CaseState.ARRIVING);
        bench.studies.service.complete(Scope.of("tina", Set.of(Role.TECHNOLOGIST), Set.of("S"), Set.of()), UID, null);
        bench.studies.pump();
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
    }

    @Test
    void two_cases_that_turn_out_to_be_one_become_one_and_the_empty_one_points_to_it() {
        bench.order("8", "", Priority.STAT);
        bench.images(UID, "", 3, Hint.NOTIFY);
        assertThat(bench.all()).hasSize(2);
        bench.images(UID, "8", 3, Hint.PSU);
        List<ReadingCase> all = bench.all();
        assertThat(all).hasSize(2);
        assertThat(all.get(0).state()).isEqualTo(CaseState.CANCELLED);
        assertThat(all.get(0).mergedInto()).isEqualTo(all.get(1).id());
        assertThat(all.get(1).orderId()).isNotNull();
        assertThat(all.get(1).priority()).isEqualTo(Priority.STAT);
        assertThat(bench.cases.list(Scope.system(), CaseQuery.open(10)).items()).hasSize(1);
    }

    @Test
    void a_further_study_of_one_order_is_a_case_of_its_own() {
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.images("1.2.4", "7", 2, Hint.PSU);
        assertThat(bench.all()).hasSize(2);
        assertThat(bench.all().get(1).orderId()).isNull();
        assertThat(bench.all().get(1).studyId()).isNotNull();
    }

    @Test
    void triage_sends_nothing_and_a_later_rule_takes_the_case_up() {
        bench.triage = true;
        bench.destination = "reading-pacs";
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        assertThat(bench.only().state()).isEqualTo(CaseState.COMPLETE);
        assertThat(bench.only().triage()).isTrue();
        assertThat(bench.only().dueAt()).isNotNull();
        assertThat(bench.sends()).isZero();
        bench.triage = false;
        bench.work.triage(0);
        bench.studies.anHourLater();
        assertThat(bench.only().state()).isEqualTo(CaseState.ROUTED);
        assertThat(bench.only().triage()).isFalse();
        assertThat(bench.sends()).isEqualTo(1);
    }

    @Test
    void late_images_before_the_claim_take_the_case_back_and_are_sent_to_the_same_group() {
        bench.available(UID);
        bench.images(UID, "7", 5, Hint.RECOUNT);
        assertThat(bench.only().state()).isEqualTo(CaseState.ARRIVING);
        assertThat(bench.only().verification()).isNull();
        bench.studies.anHourLater();
        assertThat(bench.only().state()).isEqualTo(CaseState.ROUTED);
        assertThat(bench.only().ownerGroup()).isEqualTo("local");
        assertThat(bench.sends()).isEqualTo(2);
        bench.proved(bench.only(), 5);
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.only().imagesChanged()).isFalse();
    }

    @Test
    void late_images_after_the_claim_leave_the_reader_alone_and_are_told_and_sent() {
        ReadingCase case1 = bench.available(UID);
        bench.service.claim(ReadingBench.RITA, case1.id(), case1.version());
        bench.images(UID, "7", 5, Hint.RECOUNT);
        assertThat(bench.only().state()).isEqualTo(CaseState.READING);
        assertThat(bench.only().imagesChanged()).isTrue();
        bench.studies.anHourLater();
        assertThat(bench.sends()).isEqualTo(2);
        bench.proved(bench.only(), 5);
        assertThat(bench.only().state()).isEqualTo(CaseState.READING);
        assertThat(bench.only().imageState()).isEqualTo(ImageState.VERIFIED);
        assertThat(bench.only().instancesThere()).isEqualTo(5);
        assertThat(bench.studies.lines).anySatisfy(l -> assertThat(l).contains("case.images-changed", "from 3 to 5"));
    }

    @Test
    void a_proof_of_fewer_images_than_there_are_now_makes_nothing_available() {
        bench.destination = "reading-pacs";
        bench.order("7", UID, Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        bench.proved(bench.only(), 2);
        assertThat(bench.only().state()).isEqualTo(CaseState.ROUTED);
        assertThat(bench.sends()).isEqualTo(2);
        bench.proved(bench.only(), 3);
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
    }

    @Test
    void a_late_proof_of_the_old_images_does_not_undo_that_new_ones_came() {
        ReadingCase case1 = bench.available(UID);
        bench.images(UID, "7", 5, Hint.RECOUNT);
        bench.proved(case1, 3);
        assertThat(bench.only().state()).isEqualTo(CaseState.ARRIVING);
    }

    @Test
    void a_count_is_no_proof_without_the_sites_consent() {
        bench.destination = "reading-pacs";
        bench.order("7", UID, Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        bench.transfer(bench.only(), TransferHandler.Step.VERIFIED, 3, "counted");
        assertThat(bench.only().state()).isEqualTo(CaseState.ROUTED);
        assertThat(bench.only().imageState()).isEqualTo(ImageState.QUARANTINED);
    }

    @Test
    void a_cancelled_order_cancels_what_nobody_reads_and_only_flags_what_is_being_read() {
        long waiting = bench.order("9", "", Priority.ROUTINE);
        TestOrders.state(bench.studies.jdbi, waiting, OrderState.CANCELLED);
        bench.orderMoved(waiting);
        assertThat(bench.only().state()).isEqualTo(CaseState.CANCELLED);
        TestOrders.state(bench.studies.jdbi, waiting, OrderState.SCHEDULED);
        bench.orderMoved(waiting);
        assertThat(bench.only().state()).isEqualTo(CaseState.ORDERED);
    }

    private String recountedUntil() {
        return bench.studies.jdbi.withHandle(
                h -> h.createQuery("""
                        select case when recount_until = 'infinity' then 'open'
                                    when recount_until between now() + interval '47 hours' and now() + interval '48 hours'
                                    then '48 hours' else recount_until::text end from study""").mapTo(String.class).one());
    }

    @Test
    void a_study_is_recounted_until_its_case_is_delivered_and_for_48_hours_after() {
        ReadingCase case1 = bench.available(UID);
        bench.service.claim(ReadingBench.RITA, case1.id(), case1.version());
        assertThat(recountedUntil()).isEqualTo("open");
        for (CaseState next : List.of(CaseState.FINAL, CaseState.DELIVERED)) {
            assertThat(recountedUntil()).isEqualTo("open");
            bench.studies.jdbi.useTransaction(h ->
                    bench.rows.write(new CaseChange(bench.rows.lock(case1.id()).orElseThrow())
                            .state(next)
                            .done()));
        }
        assertThat(recountedUntil()).isEqualTo("48 hours");
    }

    @Test
    void a_study_whose_order_is_cancelled_and_placed_anew_is_recounted_without_end_again() {
        long order = bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        TestOrders.state(bench.studies.jdbi, order, OrderState.CANCELLED);
        bench.orderMoved(order);
        assertThat(recountedUntil()).isEqualTo("48 hours");
        TestOrders.state(bench.studies.jdbi, order, OrderState.SCHEDULED);
        bench.orderMoved(order);
        assertThat(recountedUntil()).isEqualTo("open");
    }

    @Test
    void a_case_that_is_being_read_is_not_taken_away_by_a_cancel() {
        ReadingCase case1 = bench.available(UID);
        bench.service.claim(ReadingBench.RITA, case1.id(), case1.version());
        long order = bench.only().orderId();
        TestOrders.state(bench.studies.jdbi, order, OrderState.CANCELLED);
        bench.orderMoved(order);
        assertThat(bench.only().state()).isEqualTo(CaseState.READING);
        assertThat(bench.only().orderCancelled()).isTrue();
        assertThat(bench.studies.lines).anySatisfy(l -> assertThat(l).contains("case.order-cancelled"));
    }

    @Test
    void a_study_of_another_patient_leaves_the_order_waiting() {
        bench.order("7", UID, Priority.ROUTINE);
        bench.studies.archive.holds(UID, "other", "", "7", 3);
        bench.studies.hints.look(StudyBench.ARCHIVE, new org.overread.shared.DicomUid(UID), Hint.PSU);
        bench.studies.pump();
        assertThat(bench.only().state()).isEqualTo(CaseState.ORDERED);
        assertThat(bench.studies.lines)
                .anySatisfy(l -> assertThat(l).startsWith("order:").contains("study.conflict"));
        assertThat(new PatientKey("other", "S-PAT")).isNotEqualTo(ReadingBench.JANE);
    }

    @Test
    void images_that_vanish_before_the_claim_make_the_case_wait() {
        bench.available(UID);
        bench.studies.archive.loses(UID);
        bench.studies.hints.look(StudyBench.ARCHIVE, new org.overread.shared.DicomUid(UID), Hint.RECOUNT);
        bench.studies.pump();
        assertThat(bench.only().state()).isEqualTo(CaseState.ARRIVING);
        assertThat(bench.only().imageState()).isEqualTo(ImageState.NONE);
    }
}
