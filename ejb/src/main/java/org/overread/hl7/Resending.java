/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.access.MessageResent;
import org.overread.access.Scope;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.outbox.Lane;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.timeline.Timeline;

/** Sends one message through again in a transaction of its own, which is committed, or rolled back when it is only tried. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
@SuppressWarnings("NullAway.Init") // injected
public class Resending {
    private static final String ORDER = "order:";
    private static final String RESENT = "message.resent";

    /** What happens to a case after its order moved; see the reading feature. */
    private static final String CASE_OF_ORDER = "case.order";

    @Inject
    private Intake intake;

    @Inject
    private MessageTable table;

    @Inject
    private MessageRows rows;

    @Inject
    private MessageEffects effects;

    @Inject
    private Timeline timeline;

    @Inject
    private Event<MessageResent> events;

    @Inject
    @Any
    private Instance<WorkHandler> handlers;

    @Resource
    private SessionContext context;

    public Resending() {
        // for the container
    }

    Resending(
            Intake intake,
            MessageTable table,
            MessageRows rows,
            MessageEffects effects,
            Timeline timeline,
            Event<MessageResent> events) {
        this.intake = intake;
        this.table = table;
        this.rows = rows;
        this.effects = effects;
        this.timeline = timeline;
        this.events = events;
    }

    /** @throws IntakeFailed when it is our fault; nothing was written then */
    public Replayed send(Scope scope, MessageView original, RawMessage message, boolean edited) {
        Replayed replayed = through(scope, original, message, edited);
        Hl7Log.LOG.replayed(
                original.id(),
                replayed.as() == null ? 0 : replayed.as(),
                scope.user(),
                replayed.state().name());
        return replayed;
    }

    /** The same with what its orders' cases would do at once, and none of it stays. */
    public Replayed attempt(Scope scope, MessageView original, RawMessage message, boolean edited) {
        try {
            return tried(scope, original, message, edited);
        } finally {
            // not before: no connection is given to a transaction that is marked already
            context.setRollbackOnly();
        }
    }

    Replayed tried(Scope scope, MessageView original, RawMessage message, boolean edited) {
        Replayed replayed = through(scope, original, message, edited);
        follow(replayed.steps());
        return new Replayed(
                replayed.original(),
                null,
                replayed.state(),
                replayed.acknowledgement(),
                replayed.problem(),
                effects.ofThisTransaction().stream()
                        .filter(step -> !step.kind().equals(RESENT))
                        .toList());
    }

    private Replayed through(Scope scope, MessageView original, RawMessage message, boolean edited) {
        Intake.Taken taken = intake.again(message, original.sender(), original.id());
        table.resent(taken.id(), original.id(), scope.user(), edited);
        List<MessageEffects.Step> steps = effects.ofThisTransaction();
        String text = scope.user() + " sent message " + original.id() + " through again"
                + (edited ? ", edited, as " : " as ") + taken.id() + ".";
        orders(steps)
                .forEach(subject -> timeline.add(
                        subject,
                        original.site(),
                        null,
                        RESENT,
                        text,
                        Map.of("message", taken.id(), "original", original.id(), "by", scope.user())));
        MessageView now = rows.load(Scope.system(), taken.id()).orElseThrow();
        events.fire(
                new MessageResent(scope.user(), taken.id(), original.id(), edited, original.site(), now.patients()));
        return new Replayed(original.id(), taken.id(), taken.state(), taken.acknowledgement(), now.problem(), steps);
    }

    private void follow(List<MessageEffects.Step> steps) {
        WorkHandler.Transactional cases = casesOfOrders();
        if (cases != null) {
            for (String subject : orders(steps)) {
                long order = Long.parseLong(subject.substring(ORDER.length()));
                cases.handle(WorkItem.now(CASE_OF_ORDER, subject, Lane.SHORT, Map.of("orderId", order)), 0);
            }
        }
    }

    private WorkHandler.@Nullable Transactional casesOfOrders() {
        if (handlers == null) {
            return null;
        }
        for (WorkHandler handler : handlers) {
            if (handler.kind().equals(CASE_OF_ORDER) && handler instanceof WorkHandler.Transactional transactional) {
                return transactional;
            }
        }
        return null;
    }

    private static List<String> orders(List<MessageEffects.Step> steps) {
        return steps.stream()
                .map(MessageEffects.Step::subject)
                .filter(subject -> subject.startsWith(ORDER))
                .distinct()
                .toList();
    }
}
