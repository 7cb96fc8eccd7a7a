/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.overread.access.Scope;
import org.overread.order.ImagingOrder;
import org.overread.order.OrderState;
import org.overread.order.Orders;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Priority;
import org.overread.study.StudyMatching;

/** An order is new or was changed: looks for its studies, makes or changes its case, or cancels it. */
@ApplicationScoped
class OrderHandler implements WorkHandler.Together {
    private final Orders orders;
    private final StudyMatching matching;
    private final CaseOpening opening;
    private final CaseRows rows;
    private final CaseWork work;
    private final CaseClock clock;
    private final CaseTimeline timeline;

    @Inject
    OrderHandler(
            Orders orders,
            StudyMatching matching,
            CaseOpening opening,
            CaseRows rows,
            CaseWork work,
            CaseClock clock,
            CaseTimeline timeline) {
        this.orders = orders;
        this.matching = matching;
        this.opening = opening;
        this.rows = rows;
        this.work = work;
        this.clock = clock;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OrderHandler() {
        this.orders = null;
        this.matching = null;
        this.opening = null;
        this.rows = null;
        this.work = null;
        this.clock = null;
        this.timeline = null;
    }

    @Override
    public String kind() {
        return CaseWork.ORDER;
    }

    @Override
    public List<WorkOutcome> handleAll(List<WorkItem> items) {
        List<Long> ids = items.stream()
                .map(item -> item.payload(CaseWork.OrderMoved.class).orderId())
                .distinct()
                .toList();
        List<ImagingOrder> open = new ArrayList<>();
        for (ImagingOrder order : orders.load(Scope.system(), ids)) {
            if (order.state().ended()) {
                rows.lockByOrder(order.id()).ifPresent(this::cancel);
            } else {
                open.add(order);
            }
        }
        if (!open.isEmpty()) {
            matching.seekStudies(open.stream().map(ImagingOrder::id).toList());
            Map<Long, ReadingCase> cases = opening.ofOrders(open);
            open.forEach(order -> refresh(Objects.requireNonNull(cases.get(order.id())), order));
        }
        return items.stream().map(item -> WorkOutcome.done()).toList();
    }

    private void refresh(ReadingCase found, ImagingOrder order) {
        var change = new CaseChange(found);
        boolean anew = found.state() == CaseState.CANCELLED
                || (found.orderCancelled() && order.state() != OrderState.COMPLETED);
        if (found.state() == CaseState.CANCELLED) {
            change.state(CaseState.ORDERED);
        }
        // an order whose images were made stays as it is when it is called off: only a person takes that flag away
        change.orderCancelled(found.orderCancelled() && order.state() == OrderState.COMPLETED);
        Priority priority = priority(found, order);
        change.priority(priority).orderPriority(order.priority());
        if (found.studyId() == null) {
            change.modality(order.content().modality());
        }
        if (priority != found.priority()) {
            clock.raise(found, priority, order.content().patientClass(), change);
        }
        ReadingCase after = change.done();
        if (after.equals(found)) {
            return;
        }
        rows.write(after);
        work.hasten(after);
        if (anew) {
            timeline.add(after, "case.reopened", "The order was placed anew; the case is open again.");
        }
        if (priority != found.priority()) {
            timeline.add(
                    after,
                    "case.priority",
                    "The order changed the priority from " + found.priority() + " to " + priority + ".",
                    Map.of("from", found.priority(), "to", priority));
        }
        if (found.studyId() != null) {
            work.study(found.studyId());
        }
    }

    /**
     * A message that says nothing new of the priority leaves what a person or a rule made of it. What was raised stays
     * raised; until a rule has spoken, the order may also lower it. What is reported is not wanted any sooner.
     */
    private static Priority priority(ReadingCase found, ImagingOrder order) {
        if (order.priority() == found.orderPriority() || found.state().compareTo(CaseState.FINAL) >= 0) {
            return found.priority();
        }
        return found.routedAt() == null && !found.triage()
                ? order.priority()
                : found.priority().raisedTo(order.priority());
    }

    /** Nobody reads what nobody wants; but what is being read is the reader's to end. */
    private void cancel(ReadingCase found) {
        if (found.state() == CaseState.CANCELLED || found.orderCancelled()) {
            return;
        }
        if (!found.state().isBeforeClaim()) {
            rows.write(new CaseChange(found).orderCancelled(true).done());
            timeline.add(
                    found,
                    "case.order-cancelled",
                    "The order was cancelled while the case was " + found.state()
                            + ". Nothing was taken away; reader and coordinator decide.");
            return;
        }
        rows.disown(found.id());
        work.stop(found.id());
        rows.write(new CaseChange(found)
                .state(CaseState.CANCELLED)
                .ownerGroup(null)
                .tier(null)
                .destination(null)
                .routedAt(null)
                .triage(false)
                .done());
        timeline.add(found, "case.cancelled", "The order was cancelled, and the case with it.");
    }
}
