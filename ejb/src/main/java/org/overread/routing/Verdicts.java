/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.ClockRule;
import org.overread.config.ClockTerms;
import org.overread.config.Clocks;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.shared.Priority;

/** What the rules that matched have said so far about one case. */
final class Verdicts {
    private final CaseFacts facts;
    private final Configuration configuration;
    private Priority priority;
    private @Nullable String decidedBy;
    private List<Group> groups = List.of();
    private @Nullable String destination;
    private Rule.Needs needs = Rule.Needs.NONE;
    private @Nullable String ladder;
    private @Nullable String hold;
    private @Nullable Duration clock;
    private @Nullable Integer priors;

    Verdicts(CaseFacts facts, Configuration configuration) {
        this.facts = facts;
        this.configuration = configuration;
        this.priority = facts.priority();
    }

    /** Makes the case at least as urgent as this. */
    void atLeast(Priority other) {
        priority = priority.raisedTo(other);
    }

    boolean ownerDecided() {
        return decidedBy != null;
    }

    /**
     * Takes in what a matching rule yields.
     *
     * @param candidates the groups it leads to
     * @return why the whole rule cannot be followed for this case; empty = it was heard
     */
    Optional<String> hear(Rule rule, List<Group> candidates) {
        Rule.Then then = rule.then();
        if (!ownerDecided() && then.decidesOwner()) {
            List<Group> able = new ArrayList<>();
            if (!then.triage()) {
                Optional<String> obstacle = sieve(then, candidates, able);
                if (able.isEmpty()) {
                    return obstacle;
                }
            }
            decidedBy = rule.name();
            groups = List.copyOf(able);
            destination = then.destination();
        }
        if (then.priority() != null) {
            priority = priority.raisedTo(then.priority());
        }
        if (clock == null) {
            clock = then.clock();
        }
        if (priors == null) {
            priors = then.priors();
        }
        if (ladder == null) {
            ladder = then.ladder();
        }
        if (hold == null) {
            hold = then.hold();
        }
        needs = needs.equals(Rule.Needs.NONE) ? then.needs() : needs;
        return Optional.empty();
    }

    /** Keeps the groups that may have the case. @return why the first of the others may not */
    private Optional<String> sieve(Rule.Then then, List<Group> candidates, List<Group> able) {
        if (candidates.isEmpty()) {
            return Optional.of(
                    then.tier() == null
                            ? "the configuration has no group of that name"
                            : "no group of that tier reads for the site");
        }
        Optional<String> first = Optional.empty();
        for (Group candidate : candidates) {
            Optional<String> obstacle = obstacle(then, candidate);
            if (obstacle.isEmpty()) {
                able.add(candidate);
            } else if (first.isEmpty()) {
                first = obstacle;
            }
        }
        return first;
    }

    private Optional<String> obstacle(Rule.Then then, Group candidate) {
        if (!candidate.readsFor(facts.site())) {
            return Optional.of(
                    then.tier() == null
                            ? "its group does not read for the site"
                            : "no group of that tier reads for the site");
        }
        return configuration.refusal(
                facts.site(), then.destination() == null ? candidate.destination() : then.destination());
    }

    RoutingDecision.Outcome outcome(Instant now) {
        Group group = groups.isEmpty() ? null : groups.get(0);
        ClockRule owed = ClockRule.of(
                configuration,
                facts.site(),
                group == null ? null : group.name(),
                facts.modality(),
                priority,
                facts.order() == null ? "" : facts.order().patientClass(),
                clock,
                now);
        Duration time = owed.time();
        Instant startsAt = startsAt(owed.terms(), now);
        return new RoutingDecision.Outcome(
                decidedBy == null ? RoutingDecision.CATCH_ALL : decidedBy,
                group == null ? Group.Tier.LOCAL : group.tier(),
                group == null ? null : group.name(),
                group == null ? null : destination == null ? group.destination() : destination,
                priority,
                time,
                startsAt,
                owed.terms().plus(startsAt, Clocks.warning(time)),
                owed.terms().plus(startsAt, time),
                group == null,
                priors == null ? 0 : priors,
                groups.stream().map(Group::name).toList(),
                needs,
                ladder,
                hold);
    }

    private Instant startsAt(ClockTerms terms, Instant now) {
        Instant placed = facts.order() == null ? null : facts.order().placedAt();
        if (terms.starts() == ClockTerms.Start.ORDER && placed != null) {
            return placed;
        }
        Instant complete = facts.study() == null ? null : facts.study().completeAt();
        return complete == null ? now : complete;
    }
}
