/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.routing.RoutingDecision;
import org.overread.routing.RoutingEngine;
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
            Clock clock) {
        this.rows = rows;
        this.studies = studies;
        this.facts = facts;
        this.configuration = configuration;
        this.engine = engine;
        this.images = images;
        this.timeline = timeline;
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
        Configuration current = configuration.current();
        RoutingDecision decision = engine.decide(
                facts.of(found.site(), study, found.orderId(), found.priority()), current, clock.instant());
        RoutingDecision.Outcome outcome = decision.outcome();
        rows.decided(
                found.id(),
                decision.decidedAt(),
                decision.configurationVersion(),
                Json.write(outcome),
                Json.write(Map.of("rules", decision.trace(), "explanation", decision.explanation())));
        var change = new CaseChange(found)
                .priority(found.priority().raisedTo(outcome.priority()))
                .tier(outcome.tier().name().toLowerCase(Locale.ROOT))
                .triage(outcome.triage())
                .destination(outcome.destination())
                .clock(outcome.startsAt(), outcome.warnAt(), outcome.dueAt())
                .ladder(current.ladder(outcome.ladder()));
        if (outcome.hold() != null && !found.triage()) {
            change.hold(rows.now(), null, null, outcome.hold());
        }
        String group = outcome.group();
        if (group == null) {
            triage(found, change.done());
        } else {
            own(found, change, group, outcome, study);
        }
    }

    private void triage(ReadingCase found, ReadingCase after) {
        if (!after.equals(found)) {
            rows.write(after);
        }
        if (!found.triage()) {
            timeline.add(
                    after,
                    "case.triage",
                    "No rule gave the case to a group. It waits for a coordinator; nothing was sent.",
                    Map.of("due", String.valueOf(after.dueAt())));
        }
    }

    private void own(ReadingCase found, CaseChange change, String group, RoutingDecision.Outcome outcome, Study study) {
        rows.own(found.id(), group, null, outcome.rule());
        rows.write(change.state(CaseState.ROUTED)
                .ownerGroup(group)
                .routedAt(rows.now())
                .done());
        ReadingCase routed = rows.lock(found.id()).orElseThrow();
        String destination = outcome.destination();
        timeline.add(
                routed,
                "case.routed",
                "Rule " + outcome.rule() + " gave the case to " + group
                        + (destination == null
                                ? ", which reads from the archive."
                                : "; its images go to " + destination + "."),
                Map.of("group", group, "rule", outcome.rule(), "due", String.valueOf(routed.dueAt())));
        images.prove(routed, study);
    }
}
