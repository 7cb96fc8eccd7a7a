/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.overread.config.CaseFacts;
import org.overread.config.Conditions;
import org.overread.config.Conditions.Verdict;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.routing.RoutingDecision.Result;
import org.overread.routing.RoutingDecision.RuleTried;

/**
 * {@link FirstMatchRouting} once more, straight from its words: each rule's condition is run, one after the other, with
 * facts of its own and no index.
 */
final class PlainRouting implements RoutingEngine {
    private final Conditions conditions = new CelConditions();

    @Override
    public RoutingDecision decide(CaseFacts facts, Configuration configuration, Instant now) {
        List<RuleTried> trace = new ArrayList<>();
        Verdicts said = new Verdicts(facts, configuration);
        for (Rule rule : configuration.rules()) {
            if (rule.enabled()) {
                RuleTried tried =
                        attempt(rule, conditions.test(rule.when(), facts, configuration, now), configuration, said);
                trace.add(tried);
                if (tried.result() == Result.MATCHED && !rule.then().continues()) {
                    break;
                }
            }
        }
        if (!said.ownerDecided()) {
            trace.add(new RuleTried(RoutingDecision.CATCH_ALL, Result.MATCHED, "", Map.of()));
        }
        RoutingDecision.Outcome outcome = said.outcome(now);
        return new RoutingDecision(configuration.version(), now, outcome, trace, Explanation.of(facts, outcome, trace));
    }

    private static RuleTried attempt(Rule rule, Verdict verdict, Configuration configuration, Verdicts said) {
        if (verdict instanceof Verdict.Fails fails) {
            return new RuleTried(rule.name(), Result.FAILED, fails.reason(), fails.values());
        }
        if (verdict instanceof Verdict.HoldsNot) {
            return new RuleTried(rule.name(), Result.NOT_MATCHED, "", verdict.values());
        }
        Optional<String> obstacle = said.hear(rule, candidates(rule.then(), configuration));
        return obstacle.map(reason -> new RuleTried(rule.name(), Result.FAILED, reason, verdict.values()))
                .orElseGet(() -> new RuleTried(rule.name(), Result.MATCHED, "", verdict.values()));
    }

    private static List<Group> candidates(Rule.Then then, Configuration configuration) {
        if (then.tier() != null) {
            return configuration.groups().stream()
                    .filter(group -> group.tier() == then.tier())
                    .toList();
        }
        Stream<String> names = then.group() != null ? Stream.of(then.group()) : then.groups().stream();
        return names.flatMap(name -> configuration.group(name).stream()).toList();
    }
}
