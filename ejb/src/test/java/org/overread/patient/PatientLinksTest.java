/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.FixedConfiguration;
import org.overread.config.Retention;
import org.overread.order.TestOrders;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;

/** Identities that are linked, and merges that a person undoes. */
class PatientLinksTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final Scope INTEGRATOR = Scope.of("ines", Set.of(Role.INTEGRATOR), Set.of(), Set.of());
    private static Jdbi jdbi;
    private static int counter;

    private final RecordedEvents<PatientsLinked> linked = new RecordedEvents<>();
    private final RecordedEvents<PatientUnmerged> unmerged = new RecordedEvents<>();
    private PatientRegister register;
    private Patients patients;
    private PatientMerges merges;

    @BeforeAll
    static void database() {
        jdbi = TestDatabase.jdbi();
    }

    @BeforeEach
    void register() {
        register = new JdbiPatientRegister(jdbi, new RecordedEvents<>(), new RecordedEvents<>(), linked);
        patients = new JdbiPatients(jdbi);
        merges = mergesKept(null);
        counter++;
    }

    private PatientMerges mergesKept(@Nullable Duration time) {
        return new PatientMergesBean(
                jdbi, patients, unmerged, FixedConfiguration.keeping(new Retention(null, List.of(), null, time)));
    }

    @Test
    void a_link_is_kept_once_and_goes_with_an_unlink() {
        assertThat(register.link(said("A"), said("B"), true)).isTrue();
        assertThat(register.link(said("B"), said("A"), true)).isFalse();

        assertThat(patients.links(Scope.system(), stored("A").id()))
                .extracting(Patient::key)
                .containsExactly(key("B"));
        assertThat(patients.links(Scope.system(), stored("B").id()))
                .extracting(Patient::key)
                .containsExactly(key("A"));

        assertThat(register.link(said("A"), said("B"), false)).isTrue();
        assertThat(register.link(said("A"), said("B"), false)).isFalse();
        assertThat(patients.links(Scope.system(), stored("A").id())).isEmpty();
        assertThat(linked.fired()).extracting(PatientsLinked::linked).containsExactly(true, false);
    }

    @Test
    void an_undone_merge_gives_back_what_it_took() {
        long order = TestOrders.place(jdbi, key("A"), "", "", Priority.ROUTINE);
        register.record(List.of(said("0")));
        merge("A", "0");
        merge("B", "A");
        long later = TestOrders.place(jdbi, key("B"), "", "", Priority.ROUTINE);

        Patient now = merges.undo(INTEGRATOR, stored("A").id(), stored("A").version());

        assertThat(now.merged()).isFalse();
        assertThat(stored("0").current()).isEqualTo(key("A"));
        assertThat(patientOf(order)).isEqualTo(stored("A").id());
        assertThat(patientOf(later)).isEqualTo(stored("B").id());
        assertThat(unmerged.fired()).hasSize(1);
        merge("B", "A"); // and may be done again
        assertThat(stored("A").current()).isEqualTo(key("B"));
    }

    @Test
    void of_a_chain_each_link_is_undone_by_itself() {
        register.record(List.of(said("A"), said("B"), said("C")));
        merge("B", "A");
        merge("C", "B");

        merges.undo(INTEGRATOR, stored("B").id(), stored("B").version());

        assertThat(stored("B").merged()).isFalse();
        assertThat(stored("A").current()).isEqualTo(key("B"));
        merges.undo(INTEGRATOR, stored("A").id(), stored("A").version());
        assertThat(stored("A").merged()).isFalse();
    }

    @Test
    void only_an_operator_undoes_and_only_what_is_kept_and_unchanged() {
        register.record(List.of(said("A"), said("B")));
        Patient alone = stored("A");
        assertThatThrownBy(() -> merges.undo(INTEGRATOR, alone.id(), alone.version()))
                .hasMessageContaining("OVR000403");
        merge("B", "A");
        Patient gone = stored("A");
        assertThatThrownBy(() -> merges.undo(INTEGRATOR, gone.id(), gone.version() + 1))
                .hasMessageContaining("OVR000405");
        Scope reader = Scope.of("rita", Set.of(Role.RADIOLOGIST), Set.of(), Set.of());
        assertThatThrownBy(() -> merges.undo(reader, gone.id(), gone.version())).isInstanceOf(RuntimeException.class);
        jdbi.useHandle(h -> h.execute("update patient_merge set merged_at = now() - interval '91 days'"));
        assertThatThrownBy(() -> merges.undo(INTEGRATOR, gone.id(), gone.version()))
                .hasMessageContaining("OVR000404");
        assertThat(stored("A").merged()).isTrue();
        assertThat(mergesKept(Duration.ofDays(100))
                        .undo(INTEGRATOR, gone.id(), gone.version())
                        .merged())
                .isFalse();
    }

    private void merge(String surviving, String prior) {
        assertThat(register.merge(new PatientMerge(said(surviving), key(prior))))
                .isInstanceOf(MergeOutcome.Merged.class);
    }

    private static long patientOf(long order) {
        return jdbi.withHandle(h -> h.createQuery("select patient from imaging_order where id = :id")
                .bind("id", order)
                .mapTo(Long.class)
                .one());
    }

    private static PatientKey key(String name) {
        return new PatientKey("L" + name + counter, "SITE");
    }

    private Patient stored(String name) {
        return register.find(List.of(key(name))).get(key(name));
    }

    private static PatientStatement said(String name) {
        return new PatientStatement(key(name), "", null, "", T0, new Origin("", "ris", "RIS", "SITE", "192.0.2.1", 1));
    }
}
