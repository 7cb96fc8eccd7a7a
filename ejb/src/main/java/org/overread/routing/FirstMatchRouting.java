/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * Tries the rules in document order. The first that matches and does not {@code continue} ends the search; of several
 * that spoke, the first to speak of a thing is heard, and the priority is the most urgent of all. A rule that fails is
 * passed over. When no rule said who gets the case, the catch-all does: local triage.
 */
@Dependent
class FirstMatchRouting implements RoutingEngine {
    private static final int TOLD_AT_MOST = 1_000;

    private final Conditions conditions;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Inject
    FirstMatchRouting(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public RoutingDecision decide(CaseFacts facts, Configuration configuration, Instant now) {
        List<RuleTried> trace = new ArrayList<>();
        Verdicts said = new Verdicts(facts, configuration);
        for (Rule rule : configuration.rules()) {
            if (!rule.enabled()) {
                continue;
            }
            RuleTried tried = attempt(rule, facts, configuration, now, said);
            trace.add(tried);
            if (tried.result() == Result.FAILED) {
                tell(rule, configuration.version(), tried.reason());
            }
            if (tried.result() == Result.MATCHED && !rule.then().continues()) {
                break;
            }
        }
        if (!said.ownerDecided()) {
            trace.add(new RuleTried(RoutingDecision.CATCH_ALL, Result.MATCHED, "", Map.of()));
        }
        RoutingDecision.Outcome outcome = said.outcome(now);
        return new RoutingDecision(configuration.version(), now, outcome, trace, Explanation.of(facts, outcome, trace));
    }

    private RuleTried attempt(Rule rule, CaseFacts facts, Configuration configuration, Instant now, Verdicts said) {
        Verdict verdict = conditions.test(rule.when(), facts, configuration, now);
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

    /** Once for each rule, version and reason: each decision's trace has it anyway. */
    private void tell(Rule rule, int version, String reason) {
        if (told.size() < TOLD_AT_MOST && told.add(version + "/" + rule.name() + "/" + reason)) {
            RoutingLog.LOG.rulePassedOver(rule.name(), version, reason);
        }
    }

    /** The groups that a rule leads to; those of a tier are all of that tier, in document order. */
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
