/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
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

    private final PerConfiguration<RuleBook> books;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Inject
    FirstMatchRouting(CelConditions conditions) {
        this.books = new PerConfiguration<>(configuration -> new RuleBook(configuration, conditions));
    }

    @Override
    public RoutingDecision decide(CaseFacts facts, Configuration configuration, Instant now) {
        RuleBook book = books.of(configuration);
        BoundFacts asked = new BoundFacts(facts, configuration, now);
        Verdicts said = new Verdicts(facts, configuration);
        Trace trace = new Trace(book, asked);
        int end = attempt(book, asked, said, trace);
        trace.end(end, !said.ownerDecided());
        if (facts.ai() != null && book.asksAi()) {
            // what a service says may lead to another rule; the case stays as urgent as it were without
            said.atLeast(
                    decide(facts.withAi(null), configuration, now).outcome().priority());
        }
        RoutingDecision.Outcome outcome = said.outcome(now);
        List<RuleTried> rules = new WhenRead<>(trace::written);
        return new RoutingDecision(
                configuration.version(),
                now,
                outcome,
                rules,
                new WhenRead<>(() -> Explanation.of(facts, outcome, rules)));
    }

    /** Tries the rules that the case leaves open, in their order. @return how many were looked at */
    private int attempt(RuleBook book, BoundFacts asked, Verdicts said, Trace trace) {
        long[] open = book.open(asked);
        for (int word = 0; word < open.length; word++) {
            for (long bits = open[word]; bits != 0; bits &= bits - 1) {
                int i = (word << 6) + Long.numberOfTrailingZeros(bits);
                RuleBook.Entry entry = book.get(i);
                if (!entry.excluded(asked) && attempt(i, entry, asked, said, trace)) {
                    return i + 1;
                }
            }
        }
        return book.size();
    }

    /** @return whether it ends the search */
    private boolean attempt(int i, RuleBook.Entry entry, BoundFacts asked, Verdicts said, Trace trace) {
        Rule rule = entry.rule();
        CelExpression expression = entry.expression();
        if (expression == null) {
            return fail(i, rule, entry.fault(), asked, trace);
        }
        StringBuilder reason = new StringBuilder(0);
        CelExpression.Truth truth = expression.truth(asked, reason);
        if (truth == CelExpression.Truth.UNTOLD) {
            return fail(i, rule, reason.toString(), asked, trace);
        }
        if (truth == CelExpression.Truth.FALSE) {
            return false;
        }
        Optional<String> obstacle = said.hear(rule, entry.candidates());
        if (obstacle.isPresent()) {
            return fail(i, rule, obstacle.get(), asked, trace);
        }
        trace.set(i, Result.MATCHED);
        return !rule.then().continues();
    }

    private boolean fail(int i, Rule rule, String reason, BoundFacts asked, Trace trace) {
        trace.failed(i, reason);
        tell(rule, asked.version(), reason);
        return false;
    }

    /** Once for each rule, version and reason: each decision's trace has it anyway. */
    private void tell(Rule rule, int version, String reason) {
        if (told.size() < TOLD_AT_MOST && told.add(version + "/" + rule.name() + "/" + reason)) {
            RoutingLog.LOG.rulePassedOver(rule.name(), version, reason);
        }
    }
}
