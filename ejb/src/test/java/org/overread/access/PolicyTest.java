/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.shared.OverreadException;

class PolicyTest {
    private final Scope reader = Scope.of("ruth", Set.of(Role.RADIOLOGIST), Set.of(), Set.of("local"));
    private final Scope northReader = Scope.of("rita", Set.of(Role.RADIOLOGIST), Set.of("north"), Set.of("local"));
    private final Scope coordinator = Scope.of("carl", Set.of(Role.COORDINATOR), Set.of("north"), Set.of());
    private final Scope technologist = Scope.of("tina", Set.of(Role.TECHNOLOGIST), Set.of("north"), Set.of());
    private final Scope admin = Scope.of("adam", Set.of(Role.ADMIN), Set.of(), Set.of());
    private final Scope auditor = Scope.of("aud", Set.of(Role.AUDITOR), Set.of(), Set.of());

    @Test
    void a_reader_claims_for_the_own_group_only() {
        assertThat(Policy.mayClaim(reader, "north", "local").isAllowed()).isTrue();
        assertThat(code(Policy.mayClaim(reader, "north", "far"))).isEqualTo("OVR000202");
        assertThat(code(Policy.mayClaim(reader, "north", null))).isEqualTo("OVR000203");
        assertThat(code(Policy.mayClaim(northReader, "south", "local"))).isEqualTo("OVR000201");
        assertThat(code(Policy.mayClaim(coordinator, "north", "local"))).isEqualTo("OVR000200");
    }

    @Test
    void a_case_is_given_back_by_its_reader_or_a_coordinator_of_the_site() {
        assertThat(Policy.mayRelease(reader, "north", "ruth").isAllowed()).isTrue();
        assertThat(code(Policy.mayRelease(reader, "north", "rita"))).isEqualTo("OVR000204");
        assertThat(Policy.mayRelease(coordinator, "north", "rita").isAllowed()).isTrue();
        assertThat(Policy.mayRelease(coordinator, "south", "rita").isAllowed()).isFalse();
        assertThat(Policy.mayRelease(technologist, "north", "rita").isAllowed()).isFalse();
    }

    @Test
    void a_coordinator_dispatches_at_the_own_site_only() {
        assertThat(Policy.mayDispatch(coordinator, "north").isAllowed()).isTrue();
        assertThat(code(Policy.mayDispatch(coordinator, "south"))).isEqualTo("OVR000201");
        assertThat(Policy.mayDispatch(admin, "north").isAllowed()).isFalse();
    }

    @Test
    void a_technologist_completes_at_the_own_site_only() {
        assertThat(Policy.mayComplete(technologist, "north").isAllowed()).isTrue();
        assertThat(Policy.mayComplete(technologist, "south").isAllowed()).isFalse();
        assertThat(Policy.mayComplete(reader, "north").isAllowed()).isFalse();
    }

    @Test
    void only_an_admin_configures_and_only_an_auditor_reads_the_trail() {
        assertThat(Policy.mayConfigure(admin).isAllowed()).isTrue();
        assertThat(Policy.mayConfigure(coordinator).isAllowed()).isFalse();
        assertThat(Policy.mayReadAudit(auditor).isAllowed()).isTrue();
        assertThat(Policy.mayReadAudit(admin).isAllowed()).isFalse();
    }

    @Test
    void images_and_reports_are_for_those_who_read_or_dispatch() {
        Scope integrator = Scope.of("ines", Set.of(Role.INTEGRATOR), Set.of(), Set.of());
        assertThat(Policy.maySeeImages(reader).isAllowed()).isTrue();
        assertThat(Policy.maySeeImages(technologist).isAllowed()).isTrue();
        assertThat(Policy.maySeeImages(integrator).isAllowed()).isFalse();
        assertThat(Policy.maySeeImages(admin).isAllowed()).isFalse();
        assertThat(Policy.mayReadReports(reader).isAllowed()).isTrue();
        assertThat(Policy.mayReadReports(coordinator).isAllowed()).isTrue();
        assertThat(code(Policy.mayReadReports(technologist))).isEqualTo("OVR000200");
        assertThat(Policy.mayReadReports(integrator).isAllowed()).isFalse();
    }

    @Test
    void what_a_message_says_needs_a_grant_beside_the_role() {
        Scope integrator = Scope.of("ines", Set.of(Role.INTEGRATOR), Set.of(), Set.of());
        Scope granted = Scope.of("ines", Set.of(Role.INTEGRATOR, Role.RAW_HL7), Set.of(), Set.of());
        Scope alone = Scope.of("otto", Set.of(Role.RAW_HL7), Set.of(), Set.of());
        assertThat(code(Policy.mayReadRaw(integrator))).isEqualTo("OVR000200");
        assertThat(Policy.mayReadRaw(granted).isAllowed()).isTrue();
        assertThat(Policy.mayReadRaw(alone).isAllowed()).isFalse();
        assertThat(Policy.mayReadRaw(Scope.of("c", Set.of(Role.COORDINATOR, Role.RAW_HL7), Set.of(), Set.of()))
                        .isAllowed())
                .isFalse();
    }

    @Test
    void a_refusal_is_forbidden_with_its_reason() {
        assertThatExceptionOfType(OverreadException.class)
                .isThrownBy(() -> Policy.mayConfigure(reader).orThrow())
                .satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(OverreadException.Kind.FORBIDDEN);
                    assertThat(e.problem().code()).isEqualTo("OVR000200");
                });
        Policy.mayConfigure(admin).orThrow();
        Policy.mayConfigure(Scope.system()).orThrow();
    }

    private static String code(Decision decision) {
        return decision instanceof Decision.Denied denied ? denied.reason().code() : "";
    }
}
