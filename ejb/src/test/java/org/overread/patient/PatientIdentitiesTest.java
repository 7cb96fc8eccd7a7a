/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Scope;
import org.overread.patient.MergeOutcome.Merged;
import org.overread.patient.MergeOutcome.MergedBefore;
import org.overread.patient.MergeOutcome.Refused;
import org.overread.patient.PatientStatement.Part;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/** Deleted details, further identities, and messages with several merges. */
class PatientIdentitiesTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static Jdbi jdbi;
    private static int counter;

    private final RecordedEvents<PatientsMerged> merged = new RecordedEvents<>();
    private PatientRegister register;

    @BeforeAll
    static void database() {
        jdbi = TestDatabase.jdbi();
    }

    @BeforeEach
    void register() {
        register = new JdbiPatientRegister(jdbi, new RecordedEvents<>(), merged, new RecordedEvents<>());
        counter++;
    }

    @Test
    void what_a_message_deletes_is_gone_and_an_older_deletion_is_not_heard() {
        register.record(List.of(said("A", T0, Set.of(), List.of())));
        register.record(List.of(deleting(T0.minusSeconds(1))));
        assertThat(stored("A").name()).isEqualTo("DOE^JANE");

        register.record(List.of(deleting(T0.plusSeconds(1))));

        assertThat(stored("A").name()).isEmpty();
        assertThat(stored("A").birthDate()).isNull();
        assertThat(stored("A").sex()).isEmpty();
    }

    @Test
    void of_two_messages_of_one_delivery_the_newer_ones_word_counts_deletions_too() {
        register.record(List.of(deleting(T0.plusSeconds(1)), said("A", T0, Set.of(), List.of())));
        assertThat(stored("A").name()).isEmpty();

        register.record(List.of(deleting(T0.plusSeconds(2)), said("A", T0.plusSeconds(3), Set.of(), List.of())));
        assertThat(stored("A").name()).isEqualTo("DOE^JANE");
    }

    @Test
    void a_patient_is_found_by_every_identity_and_kept_under_the_first() {
        OtherIdentity national = new OtherIdentity(key("NAT"), "NI");
        register.record(List.of(said("A", T0, Set.of(), List.of(national))));
        register.record(List.of(said("A", T0.plusSeconds(1), Set.of(), List.of(national))));
        Patients patients = new JdbiPatients(jdbi);

        assertThat(patients.search(Scope.system(), new PatientSearch(key("NAT").id(), "", ""), 10))
                .extracting(Patient::key)
                .containsExactly(key("A"));
        assertThat(patients.search(Scope.system(), new PatientSearch(key("NAT").id(), "SITE", ""), 10))
                .hasSize(1);
        assertThat(patients.search(Scope.system(), new PatientSearch(key("NAT").id(), "ELSEWHERE", ""), 10))
                .isEmpty();
        assertThat(patients.identities(Scope.system(), stored("A").id())).containsExactly(national);
        assertThat(register.find(List.of(key("NAT")))).isEmpty();
    }

    @Test
    void of_several_merges_all_are_done_or_none() {
        register.record(List.of(said("A", T0, Set.of(), List.of()), said("B", T0, Set.of(), List.of())));

        List<MergeOutcome> refused = register.merge(List.of(merge("A", "B"), merge("C", "C"), merge("A", "D")));

        assertThat(refused).hasSize(2).last().isInstanceOf(Refused.class);
        assertThat(stored("B").merged()).isFalse();
        assertThat(merged.fired()).isEmpty();

        assertThat(register.merge(List.of(merge("A", "B"), merge("A", "B"), merge("C", "A"))))
                .extracting(o -> o.getClass().getSimpleName())
                .containsExactly("Merged", "MergedBefore", "Merged");
        assertThat(stored("B").current()).isEqualTo(key("C"));
    }

    @Test
    void a_circle_or_a_swap_within_one_message_is_refused() {
        assertThat(register.merge(List.of(merge("A", "B"), merge("B", "A"))))
                .last()
                .isInstanceOf(Refused.class);
        assertThat(register.merge(List.of(merge("A", "B"), merge("B", "C"), merge("C", "A"))))
                .hasSize(3)
                .last()
                .isInstanceOf(Refused.class);
        assertThat(register.find(List.of(key("A"), key("B"), key("C")))).isEmpty();
    }

    @Test
    void what_a_merge_moved_is_kept_with_it() {
        assertThat(register.merge(merge("B", "A"))).isInstanceOf(Merged.class);
        assertThat(register.merge(merge("C", "B"))).isInstanceOf(Merged.class);
        assertThat(register.merge(merge("C", "A"))).isInstanceOf(MergedBefore.class);

        long found = jdbi.withHandle(
                h -> h.createQuery("select followers[1] from patient_merge where prior = :prior and undone_at is null")
                        .bind("prior", stored("B").id())
                        .mapTo(Long.class)
                        .one());
        assertThat(found).isEqualTo(stored("A").id());
    }

    private PatientMerge merge(String surviving, String prior) {
        return new PatientMerge(new PatientStatement(key(surviving), "", null, "", T0, origin()), key(prior));
    }

    private static PatientKey key(String name) {
        return new PatientKey("I" + name + counter, "SITE");
    }

    private Patient stored(String name) {
        return register.find(List.of(key(name))).get(key(name));
    }

    private static PatientStatement deleting(Instant at) {
        return new PatientStatement(key("A"), "", null, "", at, origin(), Set.of(Part.values()), List.of());
    }

    private static PatientStatement said(String name, Instant at, Set<Part> deleted, List<OtherIdentity> others) {
        return new PatientStatement(
                key(name), "DOE^JANE", LocalDate.of(1980, 1, 1), "F", at, origin(), deleted, others);
    }

    private static Origin origin() {
        return new Origin("", "ris", "RIS", "SITE", "192.0.2.1", 1);
    }
}
