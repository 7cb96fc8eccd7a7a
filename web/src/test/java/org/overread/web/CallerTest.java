/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Configuration;

class CallerTest {

    @Test
    void a_coordinator_without_a_site_sees_all_sites() {
        Scope scope = Caller.scopeOf("c", Set.of("overread-coordinator")::contains, Configuration.EMPTY);
        assertThat(scope.has(Role.COORDINATOR)).isTrue();
        assertThat(scope.everySite()).isTrue();
    }

    @Test
    void roles_of_other_applications_give_nothing() {
        Scope scope = Caller.scopeOf("x", Set.of("admin", "user")::contains, Configuration.EMPTY);
        assertThat(scope.roles()).isEmpty();
        assertThat(scope.sees("anywhere", "anyone")).isFalse();
    }
}
