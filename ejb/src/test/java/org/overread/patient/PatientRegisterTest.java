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
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.patient.MergeOutcome.Merged;
import org.overread.patient.MergeOutcome.MergedBefore;
import org.overread.patient.MergeOutcome.Refused;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

class PatientRegisterTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static Jdbi jdbi;
    private static int counter;

    private final RecordedEvents<PatientUpdated> updated = new RecordedEvents<>();
    private final RecordedEvents<PatientsMerged> merged = new RecordedEvents<>();
    private PatientRegister register;
    private PatientKey a;
    private PatientKey b;
    private PatientKey c;

    @BeforeAll
    static void database() {
        jdbi = TestDatabase.jdbi();
    }

    @BeforeEach
    void register() {
        register = new JdbiPatientRegister(jdbi, updated, merged, new RecordedEvents<>());
        counter++;
        a = new PatientKey("A" + counter, "SITE");
        b = new PatientKey("B" + counter, "SITE");
        c = new PatientKey("C" + counter, "SITE");
    }

    @Test
    void registers_once_and_updates_later() {
        register.record(List.of(said(a, "OLD^NAME", T0)));
        register.record(List.of(said(a, "NEW^NAME", T0.plusSeconds(1))));

        assertThat(stored(a).name()).isEqualTo("NEW^NAME");
        assertThat(updated.fired()).extracting(PatientUpdated::created).containsExactly(true, false);
    }

    @Test
    void an_older_message_changes_nothing() {
        register.record(List.of(said(a, "NEW^NAME", T0)));
        register.record(List.of(said(a, "OLD^NAME", T0.minusSeconds(1))));

        assertThat(stored(a).name()).isEqualTo("NEW^NAME");
    }

    @Test
    void what_a_message_leaves_empty_stays_known() {
        register.record(List.of(said(a, "ANY^NAME", T0)));
        register.record(List.of(new PatientStatement(a, "", null, "", T0.plusSeconds(1), origin())));

        assertThat(stored(a).birthDate()).isEqualTo(LocalDate.of(1980, 1, 1));
        assertThat(stored(a).name()).isEqualTo("ANY^NAME");
    }

    @Test
    void the_same_id_of_two_authorities_is_two_patients() {
        PatientKey other = new PatientKey(a.id(), "OTHER");
        register.record(List.of(said(a, "ONE", T0), said(other, "TWO", T0)));

        assertThat(stored(a).id()).isNotEqualTo(stored(other).id());
        assertThat(stored(a).name()).isEqualTo("ONE");
    }

    @Test
    void of_two_statements_in_one_delivery_the_newer_counts() {
        register.record(List.of(said(a, "NEWER", T0.plusSeconds(1)), said(a, "OLDER", T0)));

        assertThat(stored(a).name()).isEqualTo("NEWER");
    }

    @Test
    void a_merge_chain_ends_at_the_last_survivor() {
        register.record(List.of(said(a, "A", T0), said(b, "B", T0), said(c, "C", T0)));

        assertThat(merge(b, a)).isInstanceOf(Merged.class);
        assertThat(merge(c, b)).isInstanceOf(Merged.class);

        assertThat(stored(a).current()).isEqualTo(c);
        assertThat(stored(b).current()).isEqualTo(c);
        assertThat(merged.fired()).hasSize(2);
    }

    @Test
    void an_unknown_prior_is_registered_and_merged_at_once() {
        assertThat(merge(a, b)).isInstanceOf(Merged.class);

        assertThat(stored(b).current()).isEqualTo(a);
    }

    @Test
    void a_repeated_merge_is_no_news() {
        merge(a, b);

        assertThat(merge(a, b)).isInstanceOf(MergedBefore.class);
        assertThat(merged.fired()).hasSize(1);
    }

    @Test
    void refuses_a_merge_into_itself_in_a_circle_or_away_from_its_survivor() {
        merge(b, a);
        merge(c, b);

        assertThat(code(merge(a, a))).isEqualTo("OVR000400");
        assertThat(code(merge(a, c))).isEqualTo("OVR000401");
        assertThat(code(merge(new PatientKey("D" + counter, "SITE"), a))).isEqualTo("OVR000402");
        assertThat(register.find(List.of(new PatientKey("D" + counter, "SITE"))))
                .isEmpty();
    }

    @Test
    void the_details_of_a_merged_identity_do_not_reach_its_survivor() {
        register.record(List.of(said(a, "SURVIVOR", T0), said(b, "PRIOR", T0)));
        merge(a, b);

        register.record(List.of(said(b, "PRIOR^AGAIN", T0.plusSeconds(60))));

        assertThat(stored(a).name()).isEqualTo("SURVIVOR");
        assertThat(stored(b).name()).isEqualTo("PRIOR");
    }

    @Test
    void only_a_scope_without_a_site_sees_a_patient_without_an_order() {
        register.record(List.of(said(a, "MÜLLER^JÖRG", T0)));
        Patients patients = new JdbiPatients(jdbi);
        Scope technologist = Scope.of("kim", Set.of(Role.TECHNOLOGIST), Set.of("north"), Set.of());

        assertThat(patients.find(Scope.system(), a)).isPresent();
        assertThat(patients.search(Scope.system(), new PatientSearch(a.id(), "", "mül"), 10))
                .hasSize(1);
        assertThat(patients.find(technologist, a)).isEmpty();
        assertThat(patients.load(technologist, stored(a).id())).isEmpty();
    }

    private MergeOutcome merge(PatientKey surviving, PatientKey prior) {
        return register.merge(new PatientMerge(new PatientStatement(surviving, "", null, "", T0, origin()), prior));
    }

    private Patient stored(PatientKey key) {
        return register.find(List.of(key)).get(key);
    }

    private static String code(MergeOutcome outcome) {
        return ((Refused) outcome).problem().code();
    }

    private static PatientStatement said(PatientKey key, String name, Instant at) {
        return new PatientStatement(key, name, LocalDate.of(1980, 1, 1), "F", at, origin());
    }

    private static Origin origin() {
        return new Origin("", "ris", "RIS", "SITE", "192.0.2.1", 1);
    }
}
