/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;

class CallerTest {

    @Test
    void a_coordinator_without_a_site_sees_all_sites() {
        Scope scope = Caller.scopeOf("c", Set.of("overread-coordinator"));
        assertThat(scope.has(Role.COORDINATOR)).isTrue();
        assertThat(scope.everySite()).isTrue();
    }

    @Test
    void roles_of_other_applications_give_nothing() {
        Scope scope = Caller.scopeOf("x", Set.of("admin", "user"));
        assertThat(scope.roles()).isEmpty();
        assertThat(scope.sees("anywhere", "anyone")).isFalse();
    }

    @Test
    void whoever_is_limited_to_a_site_that_nobody_knows_sees_nothing_and_not_everything() {
        Scope scope = Caller.scopeOf("c", Set.of("overread-coordinator", "site:closed"));
        assertThat(scope.everySite()).isFalse();
        assertThat(scope.sees("mercy", null)).isFalse();
        assertThat(scope.sees("closed", null)).isTrue();
    }
}
