/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.overread.config.Conditions;
import org.overread.config.ConfigurationStore;
import org.overread.shared.DicomUid;
import org.overread.study.MatchOutcome.Ambiguous;
import org.overread.study.MatchOutcome.Conflict;
import org.overread.study.MatchOutcome.Matched;
import org.overread.study.MatchOutcome.Unmatched;
import org.overread.study.StudyMatcher.OrderKeys;
import org.overread.study.StudyMatcher.StudyKeys;
import org.overread.timeline.Timeline;

/**
 * Binds studies and orders to one another, whichever comes first, in the caller's transaction. A binding is never
 * changed by itself; what a person has to decide is stored with the study and told in the timeline.
 */
@ApplicationScoped
public class StudyMatching {
    private final StudyRows rows;
    private final OpenOrders orders;
    private final Candidates candidates;
    private final ConfigurationStore configuration;
    private final Conditions conditions;
    private final Facts facts;
    private final StudyHints hints;
    private final Timeline timeline;
    private final Event<Object> events;
    private final Clock clock;

    @Inject
    StudyMatching(
            StudyRows rows,
            OpenOrders orders,
            Candidates candidates,
            ConfigurationStore configuration,
            Conditions conditions,
            Facts facts,
            StudyHints hints,
            Timeline timeline,
            Event<Object> events,
            Clock clock) {
        this.rows = rows;
        this.orders = orders;
        this.candidates = candidates;
        this.configuration = configuration;
        this.conditions = conditions;
        this.facts = facts;
        this.hints = hints;
        this.timeline = timeline;
        this.events = events;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StudyMatching() {
        this.rows = null;
        this.orders = null;
        this.candidates = null;
        this.configuration = null;
        this.conditions = null;
        this.facts = null;
        this.hints = null;
        this.timeline = null;
        this.events = null;
        this.clock = null;
    }

    /** For orders that are new or were changed: looks for their studies, and lets them in when it finds any. */
    public void seekStudies(Collection<Long> orderIds) {
        rows.together();
        for (long id : orders.studiesNear(orderIds)) {
            Study study = rows.lock(id).orElseThrow();
            if (study.orderId() == null) {
                Optional<Long> order = seekOrder(study);
                Study after = rows.lock(id).orElseThrow();
                if (order.isPresent()
                        && after.intake() != Intake.IN
                        && admits(Terms.of(configuration.current(), after.archive()), after, order, false)) {
                    letIn(after);
                    hints.look(after.archive(), new DicomUid(after.studyUid()), Hint.ORDER);
                }
            }
        }
    }

    /**
     * Whether the archive's intake admits a study.
     *
     * @param fresh whether it came after us and was not kept out before: else only an order or a notify lets it in
     */
    boolean admits(Terms terms, Study study, Optional<Long> order, boolean fresh) {
        return (fresh || order.isPresent() || study.namedByNotify())
                && terms.archive()
                        .intake()
                        .admits(
                                facts.of(study.site(), study, order.orElse(null), facts.priorityOf(order.orElse(null))),
                                conditions,
                                configuration.current(),
                                clock.instant());
    }

    /** Lets a study in: from here on it is counted until its case is done. */
    void letIn(Study study) {
        rows.intake(study.id(), Intake.IN);
        timeline.add(
                study.subject(),
                study.site(),
                null,
                "study.arrived",
                "A study was seen in archive " + study.archive() + ".",
                Map.of("archive", study.archive(), "instances", study.instances()));
        events.fire(new StudyArrived(study.id(), study.site()));
    }

    /**
     * For a study, locked by the caller: looks for its order.
     *
     * @return an order of the same patient, the first when a person has to choose among several
     */
    Optional<Long> seekOrder(Study study) {
        var patient = orders.surviving(study.patient());
        var date = study.studyDate();
        var keys = new StudyKeys(
                study.studyUid(),
                patient,
                study.accession(),
                study.accessionIssuer(),
                study.requestedProcedure(),
                Set.copyOf(study.modalities()),
                date == null ? null : date.atTime(12, 0).toInstant(ZoneOffset.UTC));
        List<OrderKeys> near = orders.near(study);
        MatchOutcome outcome = StudyMatcher.match(keys, near);
        candidates.replace(study.id(), outcome, keys, near);
        if (outcome instanceof Matched matched) {
            bind(study, matched);
            return Optional.of(matched.order());
        }
        if (outcome instanceof Ambiguous ambiguous) {
            doubt(
                    study,
                    "study.ambiguous",
                    "Several orders of this patient fit by " + ambiguous.by().words() + ". A person has to choose.",
                    ambiguous.orders());
            return Optional.of(ambiguous.orders().get(0));
        }
        if (outcome instanceof Conflict conflict) {
            doubt(
                    study,
                    "study.conflict",
                    "An order fits by " + conflict.by().words()
                            + ", but is another patient's. Nothing was bound; a person has to look.",
                    conflict.orders());
        } else if (outcome instanceof Unmatched unmatched
                && !unmatched.suggestions().isEmpty()) {
            doubt(
                    study,
                    "study.suggestion",
                    "An order of the same patient and modality about the same time could be this study's. A person"
                            + " has to say so.",
                    unmatched.suggestions());
        } else if (study.conflict() != null) {
            rows.conflict(study.id(), null);
        }
        return Optional.empty();
    }

    /** For a bound study whose patient was changed at the archive: a binding across patients is told at once. */
    void patientChanged(Study study) {
        var patient = orders.surviving(study.patient());
        long order = Objects.requireNonNull(study.orderId());
        if (orders.patientOf(order).equals(patient)) {
            rows.conflict(study.id(), null);
            return;
        }
        doubt(
                study,
                "study.conflict",
                "The archive now names another patient for this study than its order does. A person has to look.",
                List.of(order));
    }

    private void bind(Study study, Matched matched) {
        rows.bind(study.id(), matched.order(), matched.by());
        String text = "The study was bound to its order by " + matched.by().words() + ".";
        Map<String, Object> data = Map.of("order", matched.order(), "study", study.id(), "by", matched.by());
        timeline.add(study.subject(), study.site(), null, "study.bound", text, data);
        events.fire(new StudyBound(study.id(), study.site(), matched.order()));
    }

    private void doubt(Study study, String kind, String text, List<Long> about) {
        if (Objects.equals(study.conflict(), text)) {
            return;
        }
        rows.conflict(study.id(), text);
        Map<String, Object> data = Map.of("orders", about, "study", study.id());
        timeline.add(study.subject(), study.site(), null, kind, text, data);
        for (long order : about) {
            timeline.add("order:" + order, study.site(), null, kind, text, data);
        }
    }
}
