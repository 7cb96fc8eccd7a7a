/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.overread.order.OrderCommand.CancelOrder;
import org.overread.order.OrderCommand.ChangeOrder;
import org.overread.order.OrderCommand.DiscontinueOrder;
import org.overread.order.OrderCommand.PlaceOrder;
import org.overread.order.OrderOutcome.Accepted;
import org.overread.order.OrderOutcome.Reason;
import org.overread.order.OrderOutcome.Refused;
import org.overread.patient.PatientStatement;
import org.overread.shared.PatientKey;
import org.overread.shared.Problem;

/**
 * Decides what requests do to orders, in memory and with no database: the repository loads what they may touch, lets the
 * ledger decide, and writes what came of it. Messages about one order come over several connections in any order; what
 * counts is their own time ({@link OrderCommand#at}) and where the order stands.
 */
final class OrderLedger {
    private final UnaryOperator<PatientKey> survivors;
    private final LongSupplier ids;
    private final Instant now;
    private Page page;

    /** @param survivors the identity that a patient's orders are kept under */
    OrderLedger(
            Collection<ImagingOrder> known,
            Collection<Forerunner> waiting,
            UnaryOperator<PatientKey> survivors,
            LongSupplier ids,
            Instant now) {
        this.survivors = survivors;
        this.ids = ids;
        this.now = now;
        this.page = new Page();
        known.forEach(order -> page.orders.put(order.id(), order));
        page.waiting.addAll(waiting);
    }

    /** Everything that was decided so far; a refused request is not in it. */
    Page page() {
        return page;
    }

    OrderOutcome enter(OrderRequest request) {
        Page draft = page.copy();
        Entry entry = new Entry(draft);
        for (OrderCommand command : request.commands()) {
            Refused refused = entry.apply(command);
            if (refused != null) {
                return refused;
            }
        }
        page = draft;
        return new Accepted(entry.orders, entry.warnings);
    }

    /** What the ledger says at one moment. */
    static final class Page {
        final Map<Long, ImagingOrder> orders = new LinkedHashMap<>();
        final List<Forerunner> waiting = new ArrayList<>();
        final List<Forerunner> ended = new ArrayList<>();
        final Map<Long, Boolean> touched = new LinkedHashMap<>(); // true: placed
        final List<PatientStatement> statements = new ArrayList<>();
        final List<Happening> happenings = new ArrayList<>();

        Page copy() {
            Page copy = new Page();
            copy.orders.putAll(orders);
            copy.waiting.addAll(waiting);
            copy.ended.addAll(ended);
            copy.touched.putAll(touched);
            copy.statements.addAll(statements);
            copy.happenings.addAll(happenings);
            return copy;
        }

        List<ImagingOrder> touched(boolean placed) {
            return touched.entrySet().stream()
                    .filter(e -> e.getValue() == placed)
                    .map(e -> java.util.Objects.requireNonNull(orders.get(e.getKey())))
                    .toList();
        }
    }

    /** What an event will tell, once the order's row is written. */
    record Happening(Kind kind, long order, OrderCommand cause) {
        enum Kind {
            PLACED,
            CHANGED,
            CANCELLED,
            DISCONTINUED
        }
    }

    /** One request being entered on a draft. */
    private final class Entry {
        private final Page draft;
        private final List<Long> orders = new ArrayList<>();
        private final List<Problem> warnings = new ArrayList<>();

        Entry(Page draft) {
            this.draft = draft;
        }

        @Nullable
        Refused apply(OrderCommand command) {
            List<ImagingOrder> found = find(command);
            PatientKey patient = survivors.apply(command.patient().key());
            if (found.stream()
                    .anyMatch(order -> !survivors.apply(order.patient()).equals(patient))) {
                return new Refused(Problem.of(OrderMessages.MESSAGES.otherPatient()), Reason.DUPLICATE_KEY);
            }
            boolean content = command instanceof PlaceOrder || command instanceof ChangeOrder;
            if (content && found.size() > 1) {
                return new Refused(Problem.of(OrderMessages.MESSAGES.severalOrders()), Reason.AMBIGUOUS_KEY);
            }
            draft.statements.add(command.patient());
            if (!patient.equals(command.patient().key())) {
                warn(OrderMessages.MESSAGES.mergedPatient());
            }
            if (!found.isEmpty()) {
                found.forEach(order -> change(order, command));
            } else if (command instanceof PlaceOrder place) {
                place(place, patient);
            } else {
                draft.waiting.add(Forerunner.of(command));
                warn(OrderMessages.MESSAGES.unknownOrder());
            }
            return null;
        }

        private List<ImagingOrder> find(OrderCommand command) {
            return draft.orders.values().stream()
                    .filter(order -> order.site().equals(command.origin().site()))
                    .filter(order -> order.numbers().fit(command.numbers()))
                    .toList();
        }

        private void place(PlaceOrder command, PatientKey patient) {
            ImagingOrder order = new ImagingOrder(
                    ids.getAsLong(),
                    0,
                    patient,
                    command.origin().site(),
                    command.origin().sender(),
                    command.numbers(),
                    command.content(),
                    command.state(),
                    command.at(),
                    now,
                    now,
                    0);
            List<Forerunner> mine = draft.waiting.stream()
                    .filter(f -> f.site().equals(command.origin().site()))
                    .filter(f -> f.numbers().fit(command.numbers()))
                    .sorted(Comparator.comparing(Forerunner::at))
                    .toList();
            for (Forerunner forerunner : mine) {
                if (!forerunner.at().isBefore(order.controlAt())) {
                    order = forerunner.applyTo(order);
                }
            }
            draft.waiting.removeAll(mine);
            draft.ended.addAll(mine);
            if (order.state().ended() && !command.state().ended()) {
                warn(OrderMessages.MESSAGES.endedBeforePlaced());
            }
            draft.orders.put(order.id(), order);
            draft.touched.put(order.id(), true);
            orders.add(order.id());
            draft.happenings.add(new Happening(Happening.Kind.PLACED, order.id(), command));
            tellEnd(order, command);
        }

        private void change(ImagingOrder order, OrderCommand command) {
            orders.add(order.id());
            if (command.at().isBefore(order.controlAt())) {
                warn(OrderMessages.MESSAGES.olderMessage());
                return;
            }
            ImagingOrder next = next(order, command);
            if (next == null) {
                return;
            }
            draft.orders.put(order.id(), next);
            draft.touched.putIfAbsent(order.id(), false);
            boolean stateChanged = next.state() != order.state();
            if (stateChanged && next.state().ended()) {
                tellEnd(next, command);
            } else if (stateChanged
                    || !next.content().equals(order.content())
                    || !next.numbers().equals(order.numbers())) {
                draft.happenings.add(new Happening(Happening.Kind.CHANGED, order.id(), command));
            }
        }

        /** @return the order after the command, or null when the command changes nothing of an order that has ended */
        private @Nullable ImagingOrder next(ImagingOrder order, OrderCommand command) {
            if (command instanceof PlaceOrder place) {
                return placeAgain(order, place);
            }
            OrderState wanted = command.state();
            if (command instanceof CancelOrder || command instanceof DiscontinueOrder) {
                OrderState ended = order.state().ended() || wanted == null ? order.state() : moved(order, wanted);
                return order.with(ended, command.at());
            }
            if (order.state().ended() && (command instanceof ChangeOrder || wanted != order.state())) {
                return ended();
            }
            OrderContent content = command.content();
            return order.with(
                    command.numbers().or(order.numbers()),
                    content == null ? order.content() : content.or(order.content()),
                    wanted == null ? order.state() : moved(order, wanted),
                    command.at());
        }

        /** The same order again updates it; one that is newer than its end revives it. */
        private @Nullable ImagingOrder placeAgain(ImagingOrder order, PlaceOrder command) {
            boolean newer = command.at().isAfter(order.controlAt());
            if (order.state().ended() && !newer && !command.state().ended()) {
                return ended();
            }
            OrderState state = order.state().ended() ? command.state() : order.state();
            if (state.canBecome(command.state())) {
                state = command.state();
            }
            return order.with(
                    command.numbers().or(order.numbers()), command.content().or(order.content()), state, command.at());
        }

        private OrderState moved(ImagingOrder order, OrderState wanted) {
            if (wanted == order.state() || order.state().canBecome(wanted)) {
                return wanted;
            }
            warn(OrderMessages.MESSAGES.furtherOn());
            return order.state();
        }

        private @Nullable ImagingOrder ended() {
            warn(OrderMessages.MESSAGES.endedOrder());
            return null;
        }

        private void tellEnd(ImagingOrder order, OrderCommand command) {
            if (order.state() == OrderState.CANCELLED) {
                draft.happenings.add(new Happening(Happening.Kind.CANCELLED, order.id(), command));
            } else if (order.state() == OrderState.DISCONTINUED) {
                draft.happenings.add(new Happening(Happening.Kind.DISCONTINUED, order.id(), command));
            }
        }

        private void warn(String message) {
            warnings.add(Problem.of(message));
        }
    }
}
