/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.Clocks;
import org.overread.config.Configuration;
import org.overread.config.Destination;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.shared.Priority;

/** What the rules that matched have said so far about one case. */
final class Verdicts {
    private final CaseFacts facts;
    private final Configuration configuration;
    private Priority priority;
    private @Nullable String decidedBy;
    private @Nullable Group group;
    private @Nullable Duration clock;
    private @Nullable Integer priors;

    Verdicts(CaseFacts facts, Configuration configuration) {
        this.facts = facts;
        this.configuration = configuration;
        this.priority = facts.priority();
    }

    boolean ownerDecided() {
        return decidedBy != null;
    }

    /**
     * Takes in what a matching rule yields.
     *
     * @param candidate the group it leads to, if any
     * @return why the whole rule cannot be followed for this case; empty = it was heard
     */
    Optional<String> hear(Rule rule, @Nullable Group candidate) {
        Rule.Then then = rule.then();
        if (!ownerDecided() && then.decidesOwner() && !then.triage()) {
            Optional<String> obstacle = obstacle(then, candidate);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        if (!ownerDecided() && then.decidesOwner()) {
            decidedBy = rule.name();
            group = then.triage() ? null : candidate;
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
        return Optional.empty();
    }

    private Optional<String> obstacle(Rule.Then then, @Nullable Group candidate) {
        if (candidate == null) {
            return Optional.of(
                    then.group() != null
                            ? "the configuration has no group of that name"
                            : "no group of that tier reads for the site");
        }
        if (!candidate.readsFor(facts.site())) {
            return Optional.of("its group does not read for the site");
        }
        String name = candidate.destination();
        if (name == null) {
            return Optional.empty();
        }
        Optional<Destination> destination = configuration.destination(name);
        if (destination.isEmpty()) {
            return Optional.of("the configuration has no destination of the group's");
        }
        boolean consent =
                configuration.site(facts.site()).map(Site::allowCounted).orElse(false);
        return destination.get().verification() == Destination.Verification.COUNTED && !consent
                ? Optional.of("the site does not consent to a destination that is only counted")
                : Optional.empty();
    }

    RoutingDecision.Outcome outcome(Instant now) {
        Instant complete = facts.study() == null ? null : facts.study().completeAt();
        Instant startsAt = complete == null ? now : complete;
        Duration time = clock == null ? standardClock() : clock;
        return new RoutingDecision.Outcome(
                decidedBy == null ? RoutingDecision.CATCH_ALL : decidedBy,
                group == null ? Group.Tier.LOCAL : group.tier(),
                group == null ? null : group.name(),
                group == null ? null : group.destination(),
                priority,
                time,
                startsAt,
                startsAt.plus(Clocks.warning(time)),
                startsAt.plus(time),
                group == null,
                priors == null ? 0 : priors);
    }

    private Duration standardClock() {
        String patientClass = facts.order() == null ? "" : facts.order().patientClass();
        return configuration
                .site(facts.site())
                .map(site -> site.clocks().get(priority))
                .orElseGet(() -> Clocks.standard(priority, patientClass));
    }
}
