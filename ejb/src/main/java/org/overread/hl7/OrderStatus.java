/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.config.ConfigurationStore;
import org.overread.config.Sender;
import org.overread.order.ImagingOrder;
import org.overread.order.OrderEvent;
import org.overread.order.Orders;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.reading.CaseState;
import org.overread.reading.CaseStepped;
import org.overread.reading.CaseView;
import org.overread.reading.Cases;

/**
 * Tells the RIS that placed an order how far it is, where its profile wants that ({@code results.status}): in progress once
 * there are images, completed when the report is final, cancelled. Each is told once; what is true when it runs is told, so
 * that a step that was overtaken is left out. Status and reports of one case arrive in the order in which they were written.
 */
@ApplicationScoped
class OrderStatus implements WorkHandler.Transactional {
    private static final String KIND = "hl7.order-status";

    /** ORC-5 (HL7 table 0038). */
    enum Code {
        /** Scheduled again, after it was cancelled. */
        SC,
        /** There are images, and no final report. */
        IP,
        /** The report is final. */
        CM,
        CA
    }

    private final Cases cases;
    private final Orders orders;
    private final GroupOrderRows rows;
    private final OrderStatusRows told;
    private final OutgoingMessages outgoing;
    private final ConfigurationStore configuration;
    private final Work work;

    @Inject
    OrderStatus(
            Cases cases,
            Orders orders,
            GroupOrderRows rows,
            OrderStatusRows told,
            OutgoingMessages outgoing,
            ConfigurationStore configuration,
            Work work) {
        this.cases = cases;
        this.orders = orders;
        this.rows = rows;
        this.told = told;
        this.outgoing = outgoing;
        this.configuration = configuration;
        this.work = work;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OrderStatus() {
        this.cases = null;
        this.orders = null;
        this.rows = null;
        this.told = null;
        this.outgoing = null;
        this.configuration = null;
        this.work = null;
    }

    record Look(@Nullable Long caseId, @Nullable Long orderId) {}

    void stepped(@Observes CaseStepped step) {
        if (isWanted()) {
            look("case:" + step.caseId(), new Look(step.caseId(), null));
        }
    }

    void changed(@Observes OrderEvent event) {
        if (isWanted()) {
            look("order:" + event.order().id(), new Look(null, event.order().id()));
        }
    }

    private boolean isWanted() {
        return configuration.current().senders().stream()
                .map(Sender::results)
                .anyMatch(results -> results != null && results.status() != null);
    }

    private void look(String key, Look what) {
        work.appendUnlessWaiting(WorkItem.now(KIND, "hl7-status:" + key, Lane.SHORT, what));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        Look look = item.payload(Look.class);
        Optional<Long> id = look.caseId() != null
                ? Optional.of(look.caseId())
                : rows.caseOf(look.orderId() == null ? 0 : look.orderId());
        id.filter(rows::lock).flatMap(c -> cases.load(Scope.system(), c)).ifPresent(this::tell);
        return WorkOutcome.done();
    }

    private void tell(CaseView view) {
        Long orderId = view.readingCase().orderId();
        ImagingOrder order =
                orderId == null ? null : orders.load(Scope.system(), orderId).orElse(null);
        if (order == null || view.readingCase().mergedInto() != null) {
            return;
        }
        Sender.Results to = configuration.current().senderNamed(order.sender()).results();
        if (to == null || to.status() == null) {
            return;
        }
        Code now = now(view.readingCase().state(), order);
        Code before = told.told(order.id()).orElse(null);
        if (now == before || (now == Code.SC && before == null)) {
            return;
        }
        Sender.StatusForm form = to.status();
        outgoing.append(new Outgoing(
                "sender:" + order.sender(),
                to.receiver(),
                view.readingCase().site(),
                Outgoing.Purpose.STATUS,
                view.readingCase().subject(),
                view.readingCase().id(),
                null,
                form == Sender.StatusForm.ORM ? "ORM^O01^ORM_O01" : "OMG^O19^OMG_O19",
                OrderStatusText.of(view, order, form, now, rows.now()),
                ResultText.identifiers(view, order)));
        told.tell(order.id(), now);
    }

    /** Of an order that was cancelled while it is being read, the report decides. */
    private static Code now(CaseState state, ImagingOrder order) {
        return switch (state) {
            case ORDERED -> order.state().ended() ? Code.CA : Code.SC;
            case ARRIVING, COMPLETE, ROUTED, AVAILABLE, READING, PRELIMINARY -> Code.IP;
            case FINAL, DELIVERED -> Code.CM;
            case CANCELLED -> Code.CA;
        };
    }
}
