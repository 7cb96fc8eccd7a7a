/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.overread.config.ConfigurationStore;
import org.overread.shared.DicomUid;
import org.overread.shared.OverreadException;
import org.overread.shared.PatientKey;
import org.overread.timeline.Timeline;

/**
 * Binds a study to an order, or parts the two, because a person says so; in the caller's transaction, with the study locked
 * by the caller. Who may is asked before.
 */
@ApplicationScoped
public class StudyBinding {
    private final StudyRows rows;
    private final OpenOrders orders;
    private final Candidates candidates;
    private final StudyMatching matching;
    private final StudyHints hints;
    private final ConfigurationStore configuration;
    private final Timeline timeline;
    private final Event<Object> events;

    @Inject
    StudyBinding(
            StudyRows rows,
            OpenOrders orders,
            Candidates candidates,
            StudyMatching matching,
            StudyHints hints,
            ConfigurationStore configuration,
            Timeline timeline,
            Event<Object> events) {
        this.rows = rows;
        this.orders = orders;
        this.candidates = candidates;
        this.matching = matching;
        this.hints = hints;
        this.configuration = configuration;
        this.timeline = timeline;
        this.events = events;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StudyBinding() {
        this.rows = null;
        this.orders = null;
        this.candidates = null;
        this.matching = null;
        this.hints = null;
        this.configuration = null;
        this.timeline = null;
        this.events = null;
    }

    /** How sure it is that a study and an order are of one person. */
    public enum Identity {
        /** ID and authority, after every merge. */
        SAME,
        /** The images name no patient, or the ID is the same and one authority is not known. */
        UNSURE,
        DIFFERENT
    }

    public Identity identity(Study study, PatientKey ordered) {
        Optional<PatientKey> imaged = orders.surviving(study.patient());
        if (imaged.filter(ordered::equals).isPresent()) {
            return Identity.SAME;
        }
        boolean unknown = imaged.isEmpty()
                || (imaged.get().id().equals(ordered.id())
                        && (imaged.get().authority().isEmpty()
                                || ordered.authority().isEmpty()));
        return unknown ? Identity.UNSURE : Identity.DIFFERENT;
    }

    /** Whether the last look left this order to a person. */
    public boolean isCandidate(long study, long order) {
        return candidates.has(study, order);
    }

    /**
     * @param by what binds them; null for a person's word
     * @throws OverreadException CONFLICT when the archive's intake lets no such study in
     */
    public void bind(Study study, long order, String who, @org.jspecify.annotations.Nullable MatchKey by) {
        MatchKey key = by == null ? MatchKey.PERSON : by;
        rows.bind(study.id(), order, key);
        candidates.clear(study.id());
        Map<String, Object> data = Map.of("order", order, "study", study.id(), "by", key, "who", who);
        timeline.add(
                study.subject(),
                study.site(),
                null,
                "study.bound",
                who + " bound the study to order " + order + ".",
                data);
        if (study.intake() != Intake.IN) {
            Terms terms = Terms.of(configuration.current(), study.archive());
            if (!matching.admits(terms, study, Optional.of(order), false)) {
                throw OverreadException.conflict(StudyMessages.MESSAGES.notLetIn());
            }
            matching.letIn(study);
            hints.look(study.archive(), new DicomUid(study.studyUid()), Hint.ORDER);
        }
        events.fire(new StudyBound(study.id(), study.site(), order));
    }

    /** Parts a study from its order; what it is then is looked at again soon. */
    public void part(Study study, long order, String who) {
        rows.unbind(study.id());
        Map<String, Object> data = Map.of("order", order, "study", study.id(), "who", who);
        String text = who + " parted the study from order " + order + ".";
        timeline.add(study.subject(), study.site(), null, "study.parted", text, data);
        lookAgain(study);
    }

    /** Has the orders of a study looked for again: suggestions change with a decision. */
    public void lookAgain(Study study) {
        hints.look(study.archive(), new DicomUid(study.studyUid()), Hint.RECOUNT);
    }

    /** Takes an order out of what is suggested for a study, at once. */
    public void refuse(Study study, long order, String who) {
        Map<String, Object> data = Map.of("order", order, "study", study.id(), "who", who);
        String text = who + " said that order " + order + " is not this study's.";
        timeline.add(study.subject(), study.site(), null, "study.refused", text, data);
        if (study.orderId() == null) {
            matching.seekOrder(rows.lock(study.id()).orElseThrow());
        }
    }
}
