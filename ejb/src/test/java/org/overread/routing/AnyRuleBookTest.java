/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.routing.FirstMatchRoutingTest.GROUPS;
import static org.overread.routing.FirstMatchRoutingTest.NOW;
import static org.overread.routing.FirstMatchRoutingTest.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Rule;

/** The index, the facts bound once and the words written late change nothing of a decision. */
class AnyRuleBookTest {
    private static final PlainRouting PLAIN = new PlainRouting();
    private static final CelConditions CONDITIONS = new CelConditions();
    private static final FirstMatchRouting FAST = new FirstMatchRouting(CONDITIONS);

    /** Conjuncts of every kind: some guard a rule, some cannot be told, some throw, some loop too long. */
    private static final List<String> PARTS = List.of(
            "site.name == 'north'",
            "'elsewhere' == site.name",
            "site.name in ['north', 'south']",
            "modality == 'CT'",
            "modality == 'MR'",
            "(modality == 'CT' || modality == 'MR')",
            "(modality == 'CT' || site.name == 'south')",
            "order.modality == ''",
            "order.patientClass in ['E', 'I']",
            "priority != 'STAT'",
            "!(priority == 'ROUTINE')",
            "patient.age < 16",
            "patient.age >= 11",
            "study.instances > 10",
            "study.daysOld <= 3",
            "(patient.age < 16 || modality == 'CT')",
            "patient.sex == patient.sex",
            "study.modalities[3] == 'CT'",
            "study.modalities.exists(m, m == 'CT')",
            "1 / (study.instances - 10) > 0",
            "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, "
                    + "[1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3].all(d, a + b + c + d > 0))))",
            "history.reader == 'anna'",
            "history.reader in ['anna', 'bert']",
            "history.studies > 1",
            "ai.priority == 'STAT'",
            "order.reason.matches('x')",
            "time.hour >= 7",
            "true",
            "false");

    /** Compiled once each. */
    private static final List<String> POOL = pool();

    private static List<String> pool() {
        Random random = new Random(16);
        return Stream.generate(() -> condition(random)).limit(1_500).toList();
    }

    @Property(tries = 10_000)
    void a_decision_is_the_same_as_by_running_each_condition(@ForAll long seed) {
        Random random = new Random(seed);
        List<Rule> rules = new ArrayList<>();
        for (int r = random.nextInt(9); r > 0; r--) {
            String when = POOL.get(random.nextInt(POOL.size()));
            rules.add(new Rule("rule" + r, random.nextInt(8) > 0, when, AnyRoutingTest.anyOutcome(random)));
        }
        Configuration configuration = configuration(GROUPS, rules);
        for (int i = 0; i < 3; i++) {
            CaseFacts facts = AnyRoutingTest.anyFacts(random)
                    .withHistory(
                            random.nextBoolean()
                                    ? null
                                    : new CaseFacts.HistoryFacts(
                                            random.nextInt(4), List.of(), null, random.nextBoolean() ? "anna" : null));
            assertThat(FAST.decide(facts, configuration, NOW)).isEqualTo(PLAIN.decide(facts, configuration, NOW));
        }
    }

    private static String condition(Random random) {
        StringBuilder condition = new StringBuilder(PARTS.get(random.nextInt(PARTS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            condition.append(random.nextInt(4) > 0 ? " && " : " || ").append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return condition.toString();
    }

    @Test
    void a_rule_for_another_site_or_modality_is_not_run() {
        assertThat(guards("site.name == 'a' && modality in ['CT', 'MR'] && patient.age > 3"))
                .extracting(CelGuard::name)
                .containsExactly(CelEnvironment.SITE, CelEnvironment.MODALITY, CelEnvironment.PATIENT_AGE);
        assertThat(guards("site.name == 'a' || modality == 'CT'")).isEmpty();
        assertThat(guards("!(site.name == 'a') && patient.age == 3")).isEmpty();
        assertThat(guards("study.modalities.all(m, m == 'CT') && site.name == 'a'"))
                .as("a loop before it may end the condition")
                .isEmpty();
    }

    private static List<CelGuard> guards(String condition) {
        return ((CelConditions.Compiled.Usable) CONDITIONS.compiled(condition))
                .expression()
                .guards();
    }
}
