/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.order.OrderState;
import org.overread.order.TestOrders;
import org.overread.reading.Unreconciled.Kind;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.study.Hint;
import org.overread.study.MatchKey;
import org.overread.study.StudyReconciled;

class ReconciliationTest {
    private static final String UID = "1.2.3.4";
    private static final PatientKey JOHN = new PatientKey("2", "S-PAT");
    private static final Scope ELSEWHERE = Scope.of("eve", Set.of(Role.COORDINATOR), Set.of("north"), Set.of());

    private ReadingBench bench;

    @BeforeEach
    void bench() {
        bench = new ReadingBench();
    }

    @Test
    void an_order_of_the_same_patient_day_and_modality_is_suggested_with_its_reasons() {
        long order = suggested();

        Unreconciled item = only(Kind.STUDY);
        assertThat(item.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.kind()).isEqualTo("SUGGESTION");
            assertThat(candidate.order().id()).isEqualTo(order);
            assertThat(candidate.speaksFor())
                    .contains("The same patient.", "The same modality, CT.", "Planned for the day of the images.");
            assertThat(candidate.speaksAgainst()).isEmpty();
        });
        assertThat(bench.studies.study(UID).orderId()).as("never by itself").isNull();
        assertThat(bench.reconciliation.counts(ReadingBench.CORA)).containsEntry(Kind.STUDY, 1);
    }

    @Test
    void accepting_it_makes_one_case_of_two_and_taking_that_back_makes_two_of_one() {
        long order = suggested();
        MatchDecision accepted = bench.reconciliation.accept(
                ReadingBench.CORA, bench.studies.study(UID).id(), order, "by phone", false);
        bench.studies.pump();

        assertThat(bench.studies.study(UID).matchedBy()).isEqualTo(MatchKey.PERSON);
        assertThat(open())
                .singleElement()
                .satisfies(c -> assertThat(c.orderId()).isEqualTo(order));
        assertThat(bench.reconciliation.list(ReadingBench.CORA, Kind.STUDY, null, 10))
                .isEmpty();

        MatchDecision undone = bench.reconciliation.undo(ReadingBench.CORA, accepted.id());
        bench.studies.pump();

        assertThat(undone.undoneBy()).isEqualTo("cora");
        assertThat(bench.studies.study(UID).orderId()).isNull();
        assertThat(open()).hasSize(2).extracting(ReadingCase::orderId).containsExactlyInAnyOrder(null, order);
        assertThat(only(Kind.STUDY).candidates()).as("suggested again").hasSize(1);
        assertThatThrownBy(() -> bench.reconciliation.undo(ReadingBench.CORA, accepted.id()))
                .hasMessageContaining("OVR000814");
        assertThat(bench.studies.events.stream().filter(StudyReconciled.class::isInstance))
                .extracting(e -> ((StudyReconciled) e).act())
                .containsExactly("ACCEPT", "UNDO");
        assertThat(bench.studies.lines).anySatisfy(l -> assertThat(l).contains("study.parted"));
    }

    @Test
    void what_was_refused_is_not_suggested_again_until_that_is_taken_back() {
        long order = suggested();
        MatchDecision refused = bench.reconciliation.refuse(
                ReadingBench.CORA, bench.studies.study(UID).id(), order, "");
        bench.images(UID, "", 3, Hint.RECOUNT);
        assertThat(only(Kind.STUDY).candidates()).isEmpty();
        assertThatThrownBy(() -> bench.reconciliation.accept(
                        ReadingBench.CORA, bench.studies.study(UID).id(), order, "", false))
                .hasMessageContaining("OVR000813");

        bench.reconciliation.undo(ReadingBench.CORA, refused.id());
        bench.studies.pump();
        assertThat(only(Kind.STUDY).candidates()).hasSize(1);
    }

    @Test
    void a_wrong_match_is_parted_and_the_matcher_does_not_bind_it_again() {
        long order = bench.order("7", "", Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        assertThat(bench.studies.study(UID).matchedBy()).isEqualTo(MatchKey.ACCESSION);

        MatchDecision parted = bench.reconciliation.unlink(
                ReadingBench.CORA, bench.studies.study(UID).id(), "wrong images");
        bench.studies.pump();
        bench.images(UID, "7", 3, Hint.RECOUNT);
        bench.orderMoved(order);

        assertThat(bench.studies.study(UID).orderId()).isNull();
        assertThat(open()).hasSize(2);
        assertThat(parted.matchedBy()).isEqualTo(MatchKey.ACCESSION);

        bench.reconciliation.undo(ReadingBench.CORA, parted.id());
        bench.studies.pump();
        assertThat(bench.studies.study(UID).matchedBy()).isEqualTo(MatchKey.ACCESSION);
        assertThat(open()).hasSize(1);
    }

    @Test
    void what_is_being_read_is_not_parted() {
        bench.order("7", UID, Priority.STAT);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        bench.studies.anHourLater();
        ReadingCase there = bench.only();
        bench.studies.jdbi.useHandle(
                h -> h.execute("update reading_case set state = 'READING', reader = 'rita' where id = ?", there.id()));

        assertThatThrownBy(() -> bench.reconciliation.unlink(
                        ReadingBench.CORA, bench.studies.study(UID).id(), ""))
                .hasMessageContaining("OVR000812");
    }

    @Test
    void across_patients_nothing_is_linked_also_not_by_a_person() {
        long order = TestOrders.place(bench.studies.jdbi, JOHN, "7", "", Priority.STAT);
        bench.images(UID, "7", 3, Hint.NOTIFY);
        bench.orderMoved(order);

        Unreconciled conflict = only(Kind.CONFLICT);
        assertThat(conflict.candidates()).singleElement().satisfies(c -> {
            assertThat(c.speaksFor()).contains("The same accession number.");
            assertThat(c.speaksAgainst()).contains("Another patient's identity.");
        });
        assertThat(bench.reconciliation.list(ReadingBench.CORA, Kind.STUDY, null, 10))
                .isEmpty();
        assertThatThrownBy(() -> bench.reconciliation.link(
                        ReadingBench.CORA, bench.studies.study(UID).id(), order, "", true))
                .hasMessageContaining("OVR000810");
        assertThat(bench.studies.study(UID).orderId()).isNull();

        // the hospital merges the two: the next look binds them
        bench.studies.jdbi.useHandle(h -> h.execute("""
                insert into patient (patient_id, authority, stated_at, merged_into)
                select '1', 'S-PAT', now(), id from patient where patient_id = '2'"""));
        bench.images(UID, "7", 3, Hint.RECOUNT);
        assertThat(bench.studies.study(UID).orderId()).isEqualTo(order);
        assertThat(bench.reconciliation.list(ReadingBench.CORA, Kind.CONFLICT, null, 10))
                .isEmpty();
    }

    @Test
    void an_identity_that_does_not_tell_needs_a_person_who_compared() {
        long order = TestOrders.place(bench.studies.jdbi, new PatientKey("1", ""), "", "", Priority.ROUTINE);
        bench.orderMoved(order);
        bench.images(UID, "", 3, Hint.NOTIFY);
        long study = bench.studies.study(UID).id();

        assertThatThrownBy(() -> bench.reconciliation.link(ReadingBench.CORA, study, order, "", false))
                .hasMessageContaining("OVR000811");
        bench.reconciliation.link(ReadingBench.CORA, study, order, "compared", true);
        bench.studies.pump();
        assertThat(bench.studies.study(UID).orderId()).isEqualTo(order);
        assertThatThrownBy(() -> bench.reconciliation.link(ReadingBench.CORA, study, order, "", true))
                .hasMessageContaining("OVR000808");
    }

    @Test
    void an_order_that_ended_takes_no_images() {
        long order = suggested();
        TestOrders.state(bench.studies.jdbi, order, OrderState.CANCELLED);

        assertThatThrownBy(() -> bench.reconciliation.link(
                        ReadingBench.CORA, bench.studies.study(UID).id(), order, "", true))
                .hasMessageContaining("OVR000815");
    }

    @Test
    void an_order_is_shown_once_its_images_are_late_with_what_could_be_them() {
        long order = bench.order("", "", Priority.ROUTINE);
        assertThat(bench.reconciliation.list(ReadingBench.CORA, Kind.ORDER, null, 10))
                .isEmpty();
        bench.studies.jdbi.useHandle(h -> h.execute("update imaging_order set placed_at = now() - interval '5 hours'"));
        bench.images(UID, "", 3, Hint.NOTIFY);

        Unreconciled item = only(Kind.ORDER);
        assertThat(item.order().id()).isEqualTo(order);
        assertThat(item.candidates())
                .singleElement()
                .satisfies(c -> assertThat(c.study().studyUid()).isEqualTo(UID));
        Reconciliation.Place end = new Reconciliation.Place(item.since(), item.id());
        assertThat(bench.reconciliation.list(ReadingBench.CORA, Kind.ORDER, end, 10))
                .isEmpty();
    }

    @Test
    void another_sites_coordinator_sees_nothing_and_a_reader_decides_nothing() {
        long order = suggested();
        long study = bench.studies.study(UID).id();

        for (Kind kind : Kind.values()) {
            assertThat(bench.reconciliation.list(ELSEWHERE, kind, null, 10)).isEmpty();
            assertThat(bench.reconciliation.counts(ELSEWHERE)).containsEntry(kind, 0);
        }
        assertThatThrownBy(() -> bench.reconciliation.link(ELSEWHERE, study, order, "", true))
                .hasMessageContaining("OVR000003");
        assertThatThrownBy(() -> bench.reconciliation.link(ReadingBench.RITA, study, order, "", true))
                .hasMessageContaining("OVR000200");
        MatchDecision refused = bench.reconciliation.refuse(ReadingBench.CORA, study, order, "");
        assertThat(bench.reconciliation.decisions(ELSEWHERE, null, null, 10)).isEmpty();
        assertThatThrownBy(() -> bench.reconciliation.undo(ELSEWHERE, refused.id()))
                .hasMessageContaining("OVR000003");
        assertThat(bench.reconciliation.decisions(ReadingBench.CORA, study, null, 10))
                .extracting(MatchDecision::id)
                .containsExactly(refused.id());
    }

    /** Jane's unnumbered CT order of today, and a CT study of hers that names no order. */
    private long suggested() {
        long order = bench.order("", "", Priority.ROUTINE);
        bench.images(UID, "", 3, Hint.NOTIFY);
        return order;
    }

    private Unreconciled only(Kind kind) {
        List<Unreconciled> found = bench.reconciliation.list(ReadingBench.CORA, kind, null, 10);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<ReadingCase> open() {
        return bench.all().stream().filter(c -> c.state().isOpen()).toList();
    }
}
