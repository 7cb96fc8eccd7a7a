/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.order.ImagingOrder;
import org.overread.order.Orders;
import org.overread.shared.Priority;
import org.overread.study.Study;

/**
 * Makes the one case of an order and a study, whichever comes first, and brings the two together when each has its own.
 * One case has at most one order and one study; neither is in two cases. A further study of the same order is a case of
 * its own.
 */
@ApplicationScoped
class CaseOpening {
    private final CaseRows rows;
    private final Orders orders;
    private final CaseTimeline timeline;
    private final Event<Object> events;

    @Inject
    CaseOpening(CaseRows rows, Orders orders, CaseTimeline timeline, Event<Object> events) {
        this.rows = rows;
        this.orders = orders;
        this.timeline = timeline;
        this.events = events;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseOpening() {
        this.rows = null;
        this.orders = null;
        this.timeline = null;
        this.events = null;
    }

    /**
     * The case of each open order, by the order's row id: its own, that of a study bound to it, or a new one without
     * images. Nearly every order is new, and many come at once; so they are opened together.
     */
    Map<Long, ReadingCase> ofOrders(List<ImagingOrder> open) {
        Map<Long, ReadingCase> cases = new HashMap<>();
        rows.lockByOrders(open.stream().map(ImagingOrder::id).toList()).forEach(own -> cases.put(own.orderId(), own));
        List<ImagingOrder> others = without(open, cases.keySet());
        if (others.isEmpty()) {
            return cases;
        }
        List<Long> awaited = rows.awaited(others.stream().map(ImagingOrder::id).toList());
        for (ImagingOrder order : others) {
            if (awaited.contains(order.id())) {
                rows.lockAwaiting(order.id()).ifPresent(waiting -> cases.put(order.id(), join(waiting, order)));
            }
        }
        List<ImagingOrder> fresh = without(others, cases.keySet());
        if (!fresh.isEmpty()) {
            List<ReadingCase> made = rows.insert(fresh);
            made.forEach(opened -> cases.put(opened.orderId(), opened));
            opened(made, "An order came in; the case waits for its images.");
        }
        for (ImagingOrder order : without(fresh, cases.keySet())) {
            cases.put(order.id(), rows.lockByOrder(order.id()).orElseThrow());
        }
        return cases;
    }

    private static List<ImagingOrder> without(List<ImagingOrder> orders, Set<Long> ids) {
        return orders.stream().filter(order -> !ids.contains(order.id())).toList();
    }

    /** The case of a study that was let in. */
    ReadingCase ofStudy(Study study) {
        Optional<ReadingCase> own = rows.lockByStudy(study.id());
        Optional<ReadingCase> ordered = rows.lockByOrder(study.orderId());
        if (own.isPresent()) {
            return own.get().orderId() == null ? meet(own.get(), ordered, study) : own.get();
        }
        if (ordered.isPresent() && ordered.get().studyId() == null) {
            ReadingCase before = ordered.get();
            rows.write(new CaseChange(before)
                    .studyId(study.id())
                    .site(before.site().isEmpty() ? study.site() : before.site())
                    .modality(Modalities.of(study, before.modality()))
                    .done());
            timeline.add(
                    before, "case.images", "The first images of this case are at archive " + study.archive() + ".");
            return rows.lock(before.id()).orElseThrow();
        }
        return open(study, ordered.isPresent() ? null : study.orderId());
    }

    private ReadingCase open(Study study, @Nullable Long orderId) {
        Optional<ImagingOrder> order = orderId == null ? Optional.empty() : orders.load(Scope.system(), orderId);
        // an order that ended since it was bound makes no case
        Long joined =
                order.filter(o -> !o.state().ended()).map(ImagingOrder::id).orElse(null);
        Optional<Long> made = rows.insert(
                study.site(),
                joined,
                study.id(),
                CaseState.ARRIVING,
                order.map(ImagingOrder::priority).orElse(Priority.ROUTINE),
                Modalities.of(study, order.map(o -> o.content().modality()).orElse("")));
        ReadingCase opened = rows.lockByStudy(study.id()).orElseThrow();
        if (made.isPresent()) {
            String text = joined != null
                    ? "A study and its order came together."
                    : study.orderId() != null
                            ? "A further study of an order that has its case already came in."
                            : "A study came in that has no order.";
            opened(List.of(opened), text);
        }
        return opened;
    }

    /** A study's case meets the order that its study was bound to since. */
    private ReadingCase meet(ReadingCase own, Optional<ReadingCase> ordered, Study study) {
        Long orderId = study.orderId();
        if (orderId == null) {
            return own;
        }
        Optional<ImagingOrder> order =
                orders.load(Scope.system(), orderId).filter(o -> !o.state().ended());
        if (order.isEmpty() || ordered.filter(c -> c.studyId() != null).isPresent()) {
            return own;
        }
        ordered.ifPresent(empty -> takeOver(empty, own));
        return join(own, order.get());
    }

    /** The case with images stays, since people may have it before them; the order's empty one points to it. */
    private void takeOver(ReadingCase empty, ReadingCase by) {
        var change = new CaseChange(empty).orderId(null).mergedInto(by.id());
        rows.write(
                empty.state() == CaseState.CANCELLED
                        ? change.done()
                        : change.state(CaseState.CANCELLED).done());
        timeline.add(
                empty,
                "case.merged",
                "The images of this order were a case already: case " + by.id() + " goes on with both.",
                Map.of("case", by.id()));
    }

    private ReadingCase join(ReadingCase own, ImagingOrder order) {
        rows.write(new CaseChange(own)
                .orderId(order.id())
                .site(own.site().isEmpty() ? order.site() : own.site())
                .priority(own.priority().raisedTo(order.priority()))
                .orderPriority(order.priority())
                .modality(own.modality().isEmpty() ? order.content().modality() : own.modality())
                .done());
        timeline.add(
                own, "case.order", "The order of this study came in and joined its case.", Map.of("order", order.id()));
        return rows.lock(own.id()).orElseThrow();
    }

    private void opened(List<ReadingCase> opened, String text) {
        timeline.addAll(opened, "case.opened", text, each -> Map.of("state", each.state()));
        opened.forEach(each -> events.fire(
                new CaseOpened(each.id(), Objects.requireNonNull(each.site()), each.orderId(), each.studyId())));
    }
}
