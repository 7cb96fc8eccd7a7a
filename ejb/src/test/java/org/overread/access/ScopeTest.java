/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;

class ScopeTest {
    private static final List<String> SITES = List.of("north", "south", "o\"dd\\, {site}", "");
    private static final List<String> GROUPS = List.of("local", "far");
    private static final Jdbi JDBI = TestDatabase.jdbi();

    @BeforeAll
    static void fill() {
        JDBI.useHandle(handle -> {
            handle.execute("create table item (site text not null, owner_group text)");
            for (String site : SITES) {
                handle.execute("insert into item values (?, null), (?, 'local'), (?, 'far')", site, site, site);
            }
        });
    }

    @Test
    void a_coordinator_without_a_site_sees_every_site() {
        assertThat(seen(scope(Role.COORDINATOR, Set.of(), Set.of()))).hasSize(12);
    }

    @Test
    void a_coordinator_of_a_site_sees_its_cases_whoever_reads_them() {
        assertThat(seen(scope(Role.COORDINATOR, Set.of("north"), Set.of())))
                .containsExactlyInAnyOrder("north/null", "north/local", "north/far");
    }

    @Test
    void a_technologist_without_a_site_sees_nothing() {
        assertThat(seen(scope(Role.TECHNOLOGIST, Set.of(), Set.of()))).isEmpty();
        assertThat(seen(scope(Role.TECHNOLOGIST, Set.of("south"), Set.of()))).hasSize(3);
    }

    @Test
    void a_radiologist_sees_the_cases_of_the_own_groups_only() {
        assertThat(seen(scope(Role.RADIOLOGIST, Set.of(), Set.of("far"))))
                .hasSize(4)
                .allMatch(row -> row.endsWith("/far"));
        assertThat(seen(scope(Role.RADIOLOGIST, Set.of("north"), Set.of("far"))))
                .containsExactly("north/far");
        assertThat(seen(scope(Role.RADIOLOGIST, Set.of("north"), Set.of()))).isEmpty();
    }

    @Test
    void somebody_without_a_role_sees_nothing() {
        Scope nobody = Scope.of("nobody", Set.of(), Set.of("north"), Set.of("far"));
        assertThat(seen(nobody)).isEmpty();
        assertThat(nobody.seesSite("north")).isFalse();
    }

    @Test
    void our_own_workers_see_everything() {
        assertThat(seen(Scope.system())).hasSize(12);
    }

    @Test
    void a_site_with_an_odd_name_is_that_site_and_no_other() {
        assertThat(seen(scope(Role.COORDINATOR, Set.of("o\"dd\\, {site}"), Set.of())))
                .hasSize(3);
    }

    @Test
    void sql_and_memory_agree_for_any_scope() {
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            for (Role role : Role.values()) {
                if (random.nextInt(4) == 0) {
                    roles.add(role);
                }
            }
            Scope scope = Scope.of("someone", roles, some(SITES, random), some(GROUPS, random));
            List<String> expected = new ArrayList<>();
            for (String site : SITES) {
                for (String group : new String[] {null, "local", "far"}) {
                    if (scope.sees(site, group)) {
                        expected.add(site + "/" + group);
                    }
                }
            }
            assertThat(seen(scope)).as("%s", scope).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(seenBySite(scope)).allMatch(site -> scope.seesSite(site));
        }
    }

    private static Set<String> some(List<String> all, Random random) {
        return Set.copyOf(all.stream().filter(x -> random.nextInt(3) == 0).toList());
    }

    private static Scope scope(Role role, Set<String> sites, Set<String> groups) {
        return Scope.of("someone", Set.of(role), sites, groups);
    }

    private static List<String> seen(Scope scope) {
        return JDBI.withHandle(handle -> handle.createQuery(
                        "select site, owner_group from item i where " + scope.sql("i.site", "i.owner_group"))
                .bindMap(scope.bindings())
                .map((row, context) -> row.getString(1) + "/" + row.getString(2))
                .list());
    }

    private static List<String> seenBySite(Scope scope) {
        return JDBI.withHandle(handle -> handle.createQuery("select distinct site from item where " + scope.sql("site"))
                .bindMap(scope.bindings())
                .mapTo(String.class)
                .list());
    }
}
