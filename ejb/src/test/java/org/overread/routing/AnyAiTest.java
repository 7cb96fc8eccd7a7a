/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.routing.FirstMatchRoutingTest.ENGINE;
import static org.overread.routing.FirstMatchRoutingTest.GROUPS;
import static org.overread.routing.FirstMatchRoutingTest.NOW;
import static org.overread.routing.FirstMatchRoutingTest.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Rule;
import org.overread.shared.Priority;

/** Whatever a service says and whatever the rules make of it: the case is no less urgent than without it. */
class AnyAiTest {
    private static final List<String> CONDITIONS = List.of(
            "ai.known",
            "!ai.known",
            "ai.score > 0.5",
            "ai.score < 0.5",
            "ai.priority == 'STAT'",
            "ai.priority != 'STAT'",
            "'ich' in ai.findings",
            "ai.known && !('ich' in ai.findings)",
            "modality == 'CT' && ai.score >= 0.1",
            "priority == 'STAT'",
            "true");

    @Property(tries = 10_000)
    void what_a_service_says_never_lowers_a_case(@ForAll long seed) {
        Random random = new Random(seed);
        List<Rule> rules = new ArrayList<>();
        for (int r = random.nextInt(6); r > 0; r--) {
            String when = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
            rules.add(new Rule("rule" + r, true, when, AnyRoutingTest.anyOutcome(random)));
        }
        Configuration configuration = configuration(GROUPS, rules);
        CaseFacts without = AnyRoutingTest.anyFacts(random);
        CaseFacts with = without.withAi(new CaseFacts.AiFacts(
                random.nextBoolean() ? List.of("ich") : List.of(),
                random.nextDouble(),
                random.nextBoolean() ? null : Priority.values()[random.nextInt(7)]));
        Priority said = ENGINE.decide(with, configuration, NOW).outcome().priority();
        assertThat(said)
                .isLessThanOrEqualTo(without.priority())
                .isLessThanOrEqualTo(
                        ENGINE.decide(without, configuration, NOW).outcome().priority());
    }
}
