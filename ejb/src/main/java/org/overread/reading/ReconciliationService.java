/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.AccessDenied;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.order.ImagingOrder;
import org.overread.order.Orders;
import org.overread.reading.MatchDecision.Act;
import org.overread.shared.OverreadException;
import org.overread.shared.SharedMessages;
import org.overread.study.Studies;
import org.overread.study.Study;
import org.overread.study.StudyBinding;
import org.overread.study.StudyBinding.Identity;
import org.overread.study.StudyReconciled;

/**
 * What people decide about studies and orders that did not find one another, or should not have. Each decision is one
 * transaction with what it does to cases, its timeline lines and its audit messages; each can be undone. Across patients
 * nothing is ever linked here: patients are merged by their hospital first, or images corrected at their archive.
 */
@Stateless
@PermitAll
public class ReconciliationService {
    private final Reconciliation reconciliation;
    private final DecisionRows decisions;
    private final Studies studies;
    private final Orders orders;
    private final StudyBinding binding;
    private final CaseRows cases;
    private final CaseWork work;
    private final CaseTimeline timeline;
    private final Event<Object> events;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public ReconciliationService() {
        this.reconciliation = null;
        this.decisions = null;
        this.studies = null;
        this.orders = null;
        this.binding = null;
        this.cases = null;
        this.work = null;
        this.timeline = null;
        this.events = null;
    }

    @Inject
    ReconciliationService(
            Reconciliation reconciliation,
            DecisionRows decisions,
            Studies studies,
            Orders orders,
            StudyBinding binding,
            CaseRows cases,
            CaseWork work,
            CaseTimeline timeline,
            Event<Object> events) {
        this.reconciliation = reconciliation;
        this.decisions = decisions;
        this.studies = studies;
        this.orders = orders;
        this.binding = binding;
        this.cases = cases;
        this.work = work;
        this.timeline = timeline;
        this.events = events;
    }

    public List<Unreconciled> list(
            Scope scope, Unreconciled.Kind kind, Reconciliation.@Nullable Place after, int limit) {
        Policy.mayReadCases(scope).orThrow();
        return reconciliation.list(scope, kind, after, limit);
    }

    /** How many there are of each kind, counted up to a thousand. */
    public Map<Unreconciled.Kind, Integer> counts(Scope scope) {
        Policy.mayReadCases(scope).orThrow();
        return Map.of(
                Unreconciled.Kind.ORDER, reconciliation.count(scope, Unreconciled.Kind.ORDER),
                Unreconciled.Kind.STUDY, reconciliation.count(scope, Unreconciled.Kind.STUDY),
                Unreconciled.Kind.CONFLICT, reconciliation.count(scope, Unreconciled.Kind.CONFLICT));
    }

    public List<MatchDecision> decisions(Scope scope, @Nullable Long study, @Nullable Long before, int limit) {
        Policy.mayReadCases(scope).orThrow();
        return reconciliation.decisions(scope, study, before, limit);
    }

    /** @throws OverreadException CONFLICT when the order is not suggested for the study any more */
    public MatchDecision accept(Scope scope, long studyId, long orderId, String reason, boolean confirmed) {
        Study study = study(scope, studyId);
        if (!binding.isCandidate(studyId, orderId)) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.notSuggested());
        }
        return together(scope, study, orderId, Act.ACCEPT, reason, confirmed);
    }

    /**
     * Says that a study is an order's.
     *
     * @param confirmed that the person compared name and birth date, where the identity alone does not tell
     * @throws OverreadException CONFLICT when the study has an order, the order has ended, or the two are of two patients
     */
    public MatchDecision link(Scope scope, long studyId, long orderId, String reason, boolean confirmed) {
        return together(scope, study(scope, studyId), orderId, Act.LINK, reason, confirmed);
    }

    /** Says that an order is not a study's. */
    public MatchDecision refuse(Scope scope, long studyId, long orderId, String reason) {
        Study study = study(scope, studyId);
        ImagingOrder order = order(scope, orderId);
        if (study.orderId() != null && study.orderId() == orderId) {
            return unlink(scope, studyId, reason);
        }
        if (decisions.keptApart(studyId, orderId)) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.notSuggested());
        }
        long id = decisions.insert(study.site(), studyId, orderId, Act.REFUSE, null, reason, scope.user());
        binding.refuse(study, orderId, scope.user());
        return told(scope, id, study, order, Act.REFUSE.name());
    }

    /** Parts a study from its order. Each goes on as a case of its own. */
    public MatchDecision unlink(Scope scope, long studyId, String reason) {
        Study study = study(scope, studyId);
        Long orderId = study.orderId();
        if (orderId == null) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.notLinked());
        }
        ImagingOrder order = order(scope, orderId);
        long id = decisions.insert(study.site(), studyId, orderId, Act.UNLINK, study.matchedBy(), reason, scope.user());
        part(scope, study, orderId);
        return told(scope, id, study, order, Act.UNLINK.name());
    }

    /**
     * Takes a decision back, and what it did.
     *
     * @throws OverreadException CONFLICT when it was taken back before, or things have moved on since
     */
    public MatchDecision undo(Scope scope, long id) {
        MatchDecision decision = reconciliation
                .decision(scope, id)
                .orElseThrow(() -> OverreadException.notFound(SharedMessages.MESSAGES.notFound()));
        Study study = study(scope, decision.studyId());
        ImagingOrder order = order(scope, decision.orderId());
        boolean linked = study.orderId() != null && study.orderId() == decision.orderId();
        boolean free = study.orderId() == null;
        boolean possible = decision.stands() && (decision.act().parts() ? free : linked);
        if (!possible) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.notToUndo());
        }
        decisions.undo(id, scope.user());
        switch (decision.act()) {
            case ACCEPT, LINK -> part(scope, study, decision.orderId());
            case REFUSE -> binding.lookAgain(study);
            case UNLINK -> bind(scope, study, order, decision.matchedBy(), true);
        }
        return told(scope, id, study, order, "UNDO");
    }

    private MatchDecision together(Scope scope, Study study, long orderId, Act act, String reason, boolean confirmed) {
        ImagingOrder order = order(scope, orderId);
        if (study.orderId() != null) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.linkedAlready());
        }
        decisions.together(study.id(), orderId, scope.user());
        long id = decisions.insert(study.site(), study.id(), orderId, act, null, reason, scope.user());
        bind(scope, study, order, null, confirmed);
        return told(scope, id, study, order, act.name());
    }

    private void bind(
            Scope scope, Study study, ImagingOrder order, org.overread.study.@Nullable MatchKey by, boolean confirmed) {
        if (order.state().ended()) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.orderEnded());
        }
        Identity identity = binding.identity(study, order.patient());
        if (identity == Identity.DIFFERENT) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.twoPatients());
        }
        if (identity == Identity.UNSURE && !confirmed) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.unsureIdentity());
        }
        binding.bind(study, order.id(), scope.user(), by);
    }

    private void part(Scope scope, Study study, long orderId) {
        Optional<ReadingCase> found = cases.lockByStudy(study.id());
        boolean holdsBoth =
                found.map(ReadingCase::orderId).filter(o -> o == orderId).isPresent();
        if (holdsBoth && !found.get().state().isBeforeClaim()) {
            throw OverreadException.conflict(
                    ReadingMessages.MESSAGES.beingRead(found.get().state()));
        }
        binding.part(study, orderId, scope.user());
        if (holdsBoth) {
            ReadingCase before = found.get();
            cases.write(new CaseChange(before).orderId(null).done());
            timeline.add(
                    before,
                    "case.parted",
                    scope.user() + " said that order " + orderId
                            + " is not this study's. The images stay here; the order"
                            + " goes on as a case of its own.",
                    Map.of("order", orderId, "by", scope.user()));
            work.order(orderId);
        }
    }

    private MatchDecision told(Scope scope, long id, Study study, ImagingOrder order, String act) {
        timeline.order(
                order.id(),
                study.site(),
                "order.reconciled",
                scope.user() + " decided about study " + study.id() + ": " + act.toLowerCase(java.util.Locale.ROOT)
                        + ".",
                Map.of("study", study.id(), "decision", id, "by", scope.user()));
        events.fire(new StudyReconciled(
                act,
                study.id(),
                order.id(),
                study.site(),
                scope.user(),
                study.patientId(),
                study.patientAuthority(),
                order.content().accession(),
                study.studyUid()));
        return reconciliation.decision(Scope.system(), id).orElseThrow();
    }

    private Study study(Scope scope, long id) {
        mayReconcile(scope);
        Study found = studies.lock(scope, id).orElseThrow(() -> hidden(scope, "study:" + id));
        Policy.mayDispatch(scope, found.site()).orThrow();
        return found;
    }

    private ImagingOrder order(Scope scope, long id) {
        return orders.load(scope, id).orElseThrow(() -> hidden(scope, "order:" + id));
    }

    private static void mayReconcile(Scope scope) {
        if (!scope.has(Role.COORDINATOR)) {
            Policy.mayDispatch(scope, "").orThrow();
        }
    }

    private OverreadException hidden(Scope scope, String subject) {
        events.fire(new AccessDenied(scope.user(), subject));
        return OverreadException.notFound(SharedMessages.MESSAGES.notFound());
    }
}
