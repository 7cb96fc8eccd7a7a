/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.overread.order.OrderLedger.Happening;
import org.overread.order.OrderLedger.Page;
import org.overread.patient.Patient;
import org.overread.patient.PatientRegister;
import org.overread.shared.PatientKey;
import org.overread.timeline.Timeline;
import org.overread.timeline.TimelineLine;

/** Loads what requests may touch, lets the {@link OrderLedger} decide, and writes what came of it. */
@ApplicationScoped
class JdbiOrderBook implements OrderBook {
    private final Jdbi jdbi;
    private final PatientRegister patients;
    private final Timeline timeline;
    private final Event<OrderEvent> events;
    private final Clock clock;

    @Inject
    JdbiOrderBook(Jdbi jdbi, PatientRegister patients, Timeline timeline, Event<OrderEvent> events, Clock clock) {
        this.jdbi = jdbi;
        this.patients = patients;
        this.timeline = timeline;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<OrderOutcome> enter(List<OrderRequest> requests) {
        List<OrderCommand> commands =
                requests.stream().flatMap(r -> r.commands().stream()).toList();
        if (commands.isEmpty()) {
            return requests.stream()
                    .<OrderOutcome>map(r -> new OrderOutcome.Accepted(List.of(), List.of()))
                    .toList();
        }
        return jdbi.withHandle(h -> {
            OrderTable table = new OrderTable(h);
            Iterator<Long> ids = table.lock(commands).iterator();
            Map<PatientKey, Patient> known = patients.find(
                    commands.stream().map(c -> c.patient().key()).distinct().toList());
            UnaryOperator<PatientKey> survivors = key -> {
                Patient patient = known.get(key);
                return patient == null ? key : patient.current();
            };
            OrderTable.Found found = table.find(commands);
            OrderLedger ledger = new OrderLedger(
                    found.orders(), found.histories(), found.waiting(), survivors, ids::next, clock.instant());
            List<OrderOutcome> outcomes = requests.stream().map(ledger::enter).toList();
            write(table, ledger.page(), known);
            return outcomes;
        });
    }

    private void write(OrderTable table, Page page, Map<PatientKey, Patient> known) {
        Map<PatientKey, Patient> stated = patients.record(page.statements, known);
        table.insert(page.touched(true).stream().map(o -> of(o, stated)).toList(), page.histories);
        table.update(page.touched(false), page.histories);
        table.insertForerunners(page.waiting.stream().filter(f -> f.id() == 0).toList());
        table.deleteForerunners(page.ended);
        timeline.addAll(page.happenings.stream()
                .flatMap(happening -> line(happening, page))
                .toList());
        page.happenings.forEach(happening -> tell(happening, page));
    }

    /** A new order's patient has a row only now. */
    private static ImagingOrder of(ImagingOrder order, Map<PatientKey, Patient> stated) {
        Patient patient = stated.values().stream()
                .filter(p -> p.current().equals(order.patient()))
                .findFirst()
                .orElseThrow();
        return order.of(patient.currentId(), order.patient());
    }

    private static Stream<TimelineLine> line(Happening happening, Page page) {
        ImagingOrder order = Objects.requireNonNull(page.orders.get(happening.order()));
        String text = switch (happening.kind()) {
            case PLACED -> "Order received.";
            case CHANGED -> "Order changed.";
            case CANCELLED -> "Order cancelled.";
            case DISCONTINUED -> "Order discontinued.";
            case CANCEL_ASKED -> "The order was called off after its images had been made. It stays; people decide.";
        };
        return Stream.of(new TimelineLine(
                "order:" + order.id(),
                order.site(),
                null,
                "order."
                        + happening
                                .kind()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'),
                text,
                Map.of(
                        "state", order.state().name(),
                        "priority", order.priority().name(),
                        "sender", happening.cause().origin().sender(),
                        "message", happening.cause().origin().messageId())));
    }

    private void tell(Happening happening, Page page) {
        var facts = OrderEvent.Facts.of(Objects.requireNonNull(page.orders.get(happening.order())));
        var origin = happening.cause().origin();
        events.fire(
                switch (happening.kind()) {
                    case PLACED -> new OrderPlaced(facts, origin);
                    case CHANGED -> new OrderChanged(facts, origin);
                    case CANCELLED -> new OrderCancelled(facts, origin);
                    case DISCONTINUED -> new OrderDiscontinued(facts, origin);
                    case CANCEL_ASKED -> new OrderCancelAsked(facts, origin);
                });
    }
}
