/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.config.CaseFacts;
import org.overread.config.ClockTerms;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.routing.Choice;
import org.overread.routing.ChoiceInWords;
import org.overread.routing.RoutingDecision;
import org.overread.routing.RoutingEngine;
import org.overread.routing.Rvu;
import org.overread.shared.Json;
import org.overread.study.Facts;
import org.overread.study.Studies;
import org.overread.study.Study;

/**
 * A complete case that nobody owns: asks the rules, keeps their answer with its trace, and either gives it to a group or
 * leaves it in triage, which a coordinator sees. From triage nothing is sent anywhere.
 */
@ApplicationScoped
class RouteHandler implements WorkHandler.Transactional {
    private final CaseRows rows;
    private final Studies studies;
    private final Facts facts;
    private final ConfigurationStore configuration;
    private final RoutingEngine engine;
    private final StudyHandler images;
    private final CaseTimeline timeline;
    private final Chooser chooser;
    private final Offers offers;
    private final CaseClock times;
    private final Clock clock;

    @Inject
    RouteHandler(
            CaseRows rows,
            Studies studies,
            Facts facts,
            ConfigurationStore configuration,
            RoutingEngine engine,
            StudyHandler images,
            CaseTimeline timeline,
            Chooser chooser,
            Offers offers,
            CaseClock times,
            Clock clock) {
        this.rows = rows;
        this.studies = studies;
        this.facts = facts;
        this.configuration = configuration;
        this.engine = engine;
        this.images = images;
        this.timeline = timeline;
        this.chooser = chooser;
        this.offers = offers;
        this.times = times;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected RouteHandler() {
        this.rows = null;
        this.studies = null;
        this.facts = null;
        this.configuration = null;
        this.engine = null;
        this.images = null;
        this.timeline = null;
        this.chooser = null;
        this.offers = null;
        this.times = null;
        this.clock = null;
    }

    @Override
    public String kind() {
        return CaseWork.ROUTE;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        long id = item.payload(CaseWork.Routed.class).caseId();
        rows.lock(id)
                .filter(c -> c.state() == CaseState.COMPLETE && c.ownerGroup() == null && c.studyId() != null)
                .ifPresent(this::route);
        return WorkOutcome.done();
    }

    private void route(ReadingCase found) {
        Study study = studies.load(Scope.system(), Objects.requireNonNull(found.studyId()))
                .orElseThrow();
        Configuration current = configuration.newest();
        CaseFacts known = chooser.history(facts.of(found.site(), study, found.orderId(), found.priority()), study.id());
        RoutingDecision decision = engine.decide(known, current, clock.instant());
        Chosen chosen = choose(found, decision.outcome(), known, current);
        RoutingDecision.Outcome outcome = chosen.outcome();
        List<String> explanation = new ArrayList<>(decision.explanation());
        chosen.choice().map(ChoiceInWords::of).ifPresent(explanation::addAll);
        Map<String, Object> trace = new HashMap<>(Map.of("rules", decision.trace(), "explanation", explanation));
        chosen.choice().ifPresent(choice -> trace.put("choice", choice));
        // as of now and apart from it, so that the decision can be made again from them
        rows.facts(found.id(), decision.decidedAt(), outcome.group(), Json.write(known));
        rows.decided(
                found.id(),
                decision.decidedAt(),
                decision.configurationVersion(),
                Json.write(outcome),
                Json.write(trace));
        // of the group that the rules asked first: another that the choice led to has the same clock
        ClockTerms terms = times.terms(found, decision.outcome(), known.modality(), current);
        var change = new CaseChange(found)
                .priority(found.priority().raisedTo(outcome.priority()))
                .tier(outcome.tier().name().toLowerCase(Locale.ROOT))
                .triage(outcome.triage())
                .destination(outcome.destination())
                .clock(outcome.startsAt(), outcome.clock(), terms)
                .ladder(current.ladder(outcome.ladder()));
        if (outcome.hold() != null && !found.triage()) {
            change.hold(rows.now(), null, null, outcome.hold());
        }
        String group = outcome.group();
        if (group == null) {
            triage(found, change.done(), decision.outcome().group());
        } else {
            own(found, change, group, chosen, study, current);
        }
    }

    /**
     * What came of rules and readers together.
     *
     * @param choice of the reader; empty when the rules gave the case to nobody
     * @param reader the one it is given to; null = open to the group
     */
    private record Chosen(
            RoutingDecision.Outcome outcome,
            Optional<Choice> choice,
            @Nullable String reader) {}

    private Chosen choose(ReadingCase found, RoutingDecision.Outcome ruled, CaseFacts known, Configuration current) {
        if (ruled.group() == null) {
            return new Chosen(ruled, Optional.empty(), null);
        }
        Choice choice = chooser.choose(
                new Chooser.Asked(found, known, ruled.priority(), ruled.dueAt(), ruled.needs(), ruled.groups()),
                current);
        Offers.Placed placed = Offers.placed(choice, current, ruled.dueAt());
        Group to = placed.group();
        if (to == null) {
            return new Chosen(ruled.nobody(), Optional.of(choice), null);
        }
        String override = override(ruled, current);
        String place = override == null ? to.destination() : override;
        return new Chosen(ruled.at(to, place), Optional.of(choice), placed.reader());
    }

    /** The destination that the rule named instead of the group's own; null = it named none. */
    private static @Nullable String override(RoutingDecision.Outcome ruled, Configuration current) {
        String own = current.group(ruled.group()).map(Group::destination).orElse(null);
        return Objects.equals(own, ruled.destination()) ? null : ruled.destination();
    }

    private void triage(ReadingCase found, ReadingCase after, @Nullable String ruled) {
        if (!after.equals(found)) {
            rows.write(after);
        }
        if (!found.triage()) {
            timeline.add(
                    after,
                    "case.triage",
                    ruled == null
                            ? "No rule gave the case to a group. It waits for a coordinator; nothing was sent."
                            : "None of the groups that the rule names can have it read in time. It waits for a coordinator;"
                                    + " nothing was sent.",
                    Map.of("due", String.valueOf(after.dueAt())));
        }
    }

    private void own(
            ReadingCase found, CaseChange change, String group, Chosen chosen, Study study, Configuration current) {
        RoutingDecision.Outcome outcome = chosen.outcome();
        rows.own(found.id(), group, null, outcome.rule());
        rows.write(change.state(CaseState.ROUTED)
                .ownerGroup(group)
                .routedAt(rows.now())
                .done());
        ReadingCase routed = rows.lock(found.id()).orElseThrow();
        offer(routed, group, chosen, current);
        String destination = outcome.destination();
        String reader = chosen.reader();
        timeline.add(
                routed,
                "case.routed",
                "Rule " + outcome.rule() + " gave the case to " + group + (reader == null ? "" : ", to " + reader)
                        + (destination == null
                                ? ", which reads from the archive."
                                : "; its images go to " + destination + "."),
                Map.of("group", group, "rule", outcome.rule(), "due", String.valueOf(routed.dueAt())));
        images.prove(routed, study);
    }

    private void offer(ReadingCase routed, String group, Chosen chosen, Configuration current) {
        Optional<Group> to = current.group(group);
        if (to.isEmpty() || chosen.choice().isEmpty()) {
            return;
        }
        RoutingDecision.Outcome outcome = chosen.outcome();
        Offer offer = new Offer(
                routed.id(),
                group,
                chosen.reader(),
                outcome.groups(),
                outcome.needs(),
                Objects.equals(to.get().destination(), outcome.destination()) ? null : outcome.destination(),
                Rvu.of(routed.modality(), outcome.needs()));
        offers.keep(offer, chosen.choice().get(), to.get(), routed.dueAt());
    }
}
