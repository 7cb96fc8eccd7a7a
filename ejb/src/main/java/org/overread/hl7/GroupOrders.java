/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
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
import org.overread.reading.ReadingCase;

/**
 * Tells a reading group's own RIS of its cases: an order (NW) once a case's images are proven where the group reads, so
 * that what its worklist shows can be read; a change (XO) when what was told is not true any more; a cancel (CA) when the
 * case is not the group's any more or its order was cancelled before the report was final. Looks at what is true when it
 * runs, and at what was told last.
 */
@ApplicationScoped
class GroupOrders implements WorkHandler.Transactional {
    private static final String KIND = "hl7.group-order";
    private static final Set<String> STEPS = Set.of(
            "case.available",
            "case.cancelled",
            "case.order-cancelled",
            "case.reopened",
            "case.priority",
            "case.routed",
            "case.escalated",
            "case.rerouted");

    private final Cases cases;
    private final Orders orders;
    private final GroupOrderRows told;
    private final OutgoingMessages outgoing;
    private final ConfigurationStore configuration;
    private final Work work;

    @Inject
    GroupOrders(
            Cases cases,
            Orders orders,
            GroupOrderRows told,
            OutgoingMessages outgoing,
            ConfigurationStore configuration,
            Work work) {
        this.cases = cases;
        this.orders = orders;
        this.told = told;
        this.outgoing = outgoing;
        this.configuration = configuration;
        this.work = work;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected GroupOrders() {
        this.cases = null;
        this.orders = null;
        this.told = null;
        this.outgoing = null;
        this.configuration = null;
        this.work = null;
    }

    record Look(@Nullable Long caseId, @Nullable Long orderId) {}

    void stepped(@Observes CaseStepped step) {
        if (STEPS.contains(step.kind()) && hasReceivers()) {
            look("case:" + step.caseId(), new Look(step.caseId(), null));
        }
    }

    void changed(@Observes OrderEvent event) {
        if (hasReceivers()) {
            look("order:" + event.order().id(), new Look(null, event.order().id()));
        }
    }

    private boolean hasReceivers() {
        return configuration.current().groups().stream().anyMatch(group -> group.orders() != null);
    }

    private void look(String key, Look what) {
        work.appendUnlessWaiting(WorkItem.now(KIND, "hl7:" + key, Lane.SHORT, what));
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
                : told.caseOf(look.orderId() == null ? 0 : look.orderId());
        id.filter(told::lock).flatMap(c -> cases.load(Scope.system(), c)).ifPresent(this::tell);
        return WorkOutcome.done();
    }

    private void tell(CaseView view) {
        ReadingCase of = view.readingCase();
        Configuration current = configuration.current();
        ImagingOrder order = of.orderId() == null
                ? null
                : orders.load(Scope.system(), of.orderId()).orElse(null);
        String owner = of.state() == CaseState.CANCELLED || of.orderCancelled() ? null : of.ownerGroup();
        boolean open = of.state().compareTo(CaseState.FINAL) < 0 || of.state() == CaseState.CANCELLED;
        if (!open) {
            return;
        }
        for (GroupOrderRows.Told before : told.of(of.id())) {
            if (before.placed() && !before.group().equals(owner)) {
                current.group(before.group())
                        .map(Group::orders)
                        .ifPresent(to -> send(view, order, before.group(), to, "CA"));
                told.cancelled(of.id(), before.group());
            }
        }
        Group.Orders to = current.group(owner).map(Group::orders).orElse(null);
        if (owner == null || to == null) {
            return;
        }
        byte[] digest = told.digest(GroupOrderText.of(view, order, to.form(), "", new String[0], "")
                .apply(new SegmentWriter())
                .text());
        GroupOrderRows.Told before = told.of(of.id()).stream()
                .filter(t -> t.group().equals(owner) && t.placed())
                .findFirst()
                .orElse(null);
        boolean readable = of.state() == CaseState.AVAILABLE || of.state() == CaseState.READING;
        if (before == null ? !readable : MessageDigest.isEqual(before.digest(), digest)) {
            return;
        }
        send(view, order, owner, to, before == null ? "NW" : "XO");
        told.placed(of.id(), owner, digest);
    }

    private void send(CaseView view, @Nullable ImagingOrder order, String group, Group.Orders to, String control) {
        outgoing.append(new Outgoing(
                "group:" + group,
                to.receiver(),
                view.readingCase().site(),
                Outgoing.Purpose.ORDER,
                view.readingCase().subject(),
                view.readingCase().id(),
                null,
                to.form() == Group.Form.OMI ? "OMI^O23^OMI_O23" : "ORM^O01^ORM_O01",
                GroupOrderText.of(
                        view,
                        order,
                        to.form(),
                        control,
                        told.filler(view.readingCase().id(), group),
                        told.now()),
                GroupOrderText.identifiers(view)));
    }
}
