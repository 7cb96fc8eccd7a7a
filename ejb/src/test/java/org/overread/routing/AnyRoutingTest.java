/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.routing.FirstMatchRoutingTest.COMPLETE;
import static org.overread.routing.FirstMatchRoutingTest.ENGINE;
import static org.overread.routing.FirstMatchRoutingTest.GROUPS;
import static org.overread.routing.FirstMatchRoutingTest.NOW;
import static org.overread.routing.FirstMatchRoutingTest.configuration;
import static org.overread.routing.FirstMatchRoutingTest.facts;
import static org.overread.routing.FirstMatchRoutingTest.rule;
import static org.overread.routing.FirstMatchRoutingTest.tier;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.shared.Priority;

/** Whatever the rules and facts: a case goes somewhere. */
class AnyRoutingTest {
    private static final List<String> CONDITIONS = List.of(
            "true",
            "false",
            "modality == 'CT'",
            "patient.age < 16",
            "priority == 'STAT'",
            "study.modalities[3] == 'CT'",
            "1 / (study.instances - 10) > 0",
            "no such condition",
            "order.reason.matches('x')",
            "time.hour >= 7 && time.hour < 19",
            "[1,2,3].map(a, [1,2,3].map(b, a * b)).size() == 3");

    @Property(tries = 10_000)
    void whatever_the_rules_and_facts_a_case_has_a_group_or_is_in_triage_and_is_never_lowered(@ForAll long seed) {
        Random random = new Random(seed);
        List<Rule> rules = new ArrayList<>();
        for (int r = random.nextInt(6); r > 0; r--) {
            rules.add(new Rule(
                    "rule" + r,
                    random.nextInt(8) > 0,
                    CONDITIONS.get(random.nextInt(CONDITIONS.size())),
                    anyOutcome(random)));
        }
        Configuration configuration = configuration(GROUPS, rules);
        CaseFacts facts = anyFacts(random);
        RoutingDecision decision = ENGINE.decide(facts, configuration, NOW);
        RoutingDecision.Outcome outcome = decision.outcome();
        assertThat(outcome.triage()).isEqualTo(outcome.group() == null);
        assertThat(outcome.priority()).isLessThanOrEqualTo(facts.priority());
        assertThat(outcome.dueAt()).isAfter(outcome.startsAt());
        assertThat(outcome.warnAt()).isBetween(outcome.startsAt(), outcome.dueAt());
        if (outcome.rule().equals(RoutingDecision.CATCH_ALL)) {
            assertThat(outcome.triage()).isTrue();
            assertThat(outcome.tier()).isEqualTo(Group.Tier.LOCAL);
        }
        if (outcome.destination() != null) {
            assertThat(rules.stream()
                            .filter(rule -> rule.enabled() && rule.name().equals(outcome.rule())))
                    .as("only a rule of the configuration sends off site")
                    .isNotEmpty();
        }
        if (outcome.group() != null) {
            assertThat(configuration.group(outcome.group()).orElseThrow().readsFor(facts.site()))
                    .isTrue();
        }
        assertThat(ENGINE.decide(facts, configuration, NOW)).isEqualTo(decision);
    }

    static Rule.Then anyOutcome(Random random) {
        String group = List.of("house", "radgroup", "far", "nobody").get(random.nextInt(4));
        boolean triage = random.nextInt(5) == 0;
        boolean tier = !triage && random.nextInt(5) == 0;
        return new Rule.Then(
                triage || tier || random.nextInt(4) == 0 ? null : group,
                tier ? Group.Tier.values()[random.nextInt(3)] : null,
                random.nextBoolean() ? null : Priority.values()[random.nextInt(7)],
                random.nextBoolean() ? null : Duration.ofMinutes(1 + random.nextInt(300)),
                triage,
                random.nextBoolean() ? null : random.nextInt(5),
                random.nextBoolean(),
                "");
    }

    static CaseFacts anyFacts(Random random) {
        return new CaseFacts(
                random.nextBoolean() ? "north" : "elsewhere",
                "pacs",
                Priority.values()[random.nextInt(7)],
                random.nextBoolean(),
                random.nextBoolean() ? null : new CaseFacts.OrderFacts("CT", "C", "T", "x", "", "E", ""),
                random.nextBoolean()
                        ? null
                        : new CaseFacts.StudyFacts(
                                List.of("CT"), "", "", null, 10, random.nextBoolean() ? null : COMPLETE),
                new CaseFacts.PatientFacts(random.nextBoolean() ? null : LocalDate.of(2015, 1, 1), ""));
    }
}
