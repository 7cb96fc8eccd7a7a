/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.overread.order.OrderCommand.CancelOrder;
import org.overread.order.OrderCommand.ChangeOrder;
import org.overread.order.OrderCommand.DiscontinueOrder;
import org.overread.order.OrderCommand.PlaceOrder;
import org.overread.order.OrderHistory.Stand;
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
            Map<Long, OrderHistory> histories,
            Collection<Forerunner> waiting,
            UnaryOperator<PatientKey> survivors,
            LongSupplier ids,
            Instant now) {
        this.survivors = survivors;
        this.ids = ids;
        this.now = now;
        this.page = new Page();
        known.forEach(order -> page.orders.put(order.id(), order));
        page.histories.putAll(histories);
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
        final Map<Long, OrderHistory> histories = new LinkedHashMap<>(); // none: the row says it all
        final Map<Long, Boolean> touched = new LinkedHashMap<>(); // true: placed
        final List<PatientStatement> statements = new ArrayList<>();
        final List<Happening> happenings = new ArrayList<>();

        Page copy() {
            Page copy = new Page();
            copy.orders.putAll(orders);
            copy.waiting.addAll(waiting);
            copy.ended.addAll(ended);
            copy.histories.putAll(histories);
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
            DISCONTINUED,
            /** Called off when its images had been made: it stays, and people have to know. */
            CANCEL_ASKED
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
            List<Forerunner> mine = draft.waiting.stream()
                    .filter(f -> f.site().equals(command.origin().site()))
                    .filter(f -> f.numbers().fit(command.numbers()))
                    .toList();
            OrderStatement placed = OrderStatement.of(command);
            List<OrderStatement> said = new ArrayList<>(List.of(placed));
            mine.forEach(f -> said.add(OrderStatement.of(f)));
            said.addAll(saidOfSiblings(command));
            OrderHistory history = OrderHistory.of(said.stream().distinct().toList());
            Stand stand = Objects.requireNonNull(history.outcome(null).stand());
            ImagingOrder order = new ImagingOrder(
                    ids.getAsLong(),
                    0,
                    patient,
                    command.origin().site(),
                    command.origin().sender(),
                    stand.numbers(),
                    stand.content(),
                    stand.state(),
                    stand.at(),
                    now,
                    now,
                    0);
            draft.waiting.removeAll(mine);
            draft.ended.addAll(mine);
            if (order.state().ended() && !command.state().ended()) {
                warn(OrderMessages.MESSAGES.endedBeforePlaced());
            }
            draft.orders.put(order.id(), order);
            draft.histories.put(order.id(), history);
            draft.touched.put(order.id(), true);
            orders.add(order.id());
            draft.happenings.add(new Happening(Happening.Kind.PLACED, order.id(), command));
            tellEnd(order, command);
        }

        /** What was said under the same numbers before this procedure of them came, and means it too. */
        private List<OrderStatement> saidOfSiblings(PlaceOrder command) {
            return draft.orders.values().stream()
                    .filter(order -> order.site().equals(command.origin().site()))
                    .flatMap(order -> history(order).about(command.numbers()).stream())
                    .toList();
        }

        private OrderHistory history(ImagingOrder order) {
            OrderHistory kept = draft.histories.get(order.id());
            return kept == null ? OrderHistory.of(order) : kept;
        }

        private void change(ImagingOrder order, OrderCommand command) {
            orders.add(order.id());
            OrderStatement said = OrderStatement.of(command);
            OrderHistory history = history(order).with(said);
            OrderHistory.Outcome outcome = history.outcome(said);
            Stand stand = Objects.requireNonNull(outcome.stand());
            boolean further = outcome.remarks().contains(OrderHistory.Remark.FURTHER_ON);
            boolean placed =
                    command instanceof PlaceOrder place && !place.state().ended();
            if (outcome.remarks().contains(OrderHistory.Remark.ENDED)
                    || (placed && stand.state().ended())) {
                warn(OrderMessages.MESSAGES.endedOrder());
            } else if (further) {
                warn(OrderMessages.MESSAGES.furtherOn());
            }
            ImagingOrder next = order.with(stand.numbers(), stand.content(), stand.state(), stand.at());
            boolean changed = next.state() != order.state()
                    || !next.content().equals(order.content())
                    || !next.numbers().equals(order.numbers());
            if (!changed
                    && outcome.remarks().isEmpty()
                    && !(placed && stand.state().ended())
                    && command.at().isBefore(order.controlAt())) {
                warn(OrderMessages.MESSAGES.olderMessage());
            }
            draft.orders.put(order.id(), next);
            draft.histories.put(order.id(), history);
            draft.touched.putIfAbsent(order.id(), false);
            if (next.state() != order.state() && next.state().ended()) {
                tellEnd(next, command);
            } else if (changed) {
                draft.happenings.add(new Happening(Happening.Kind.CHANGED, order.id(), command));
            }
            if (further && (command instanceof CancelOrder || command instanceof DiscontinueOrder)) {
                draft.happenings.add(new Happening(Happening.Kind.CANCEL_ASKED, order.id(), command));
            }
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
