/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What one message says of an order, for properties of any order of arrival.
 *
 * @param minute of the message's own time
 * @param says which parts of the content it names, a bit each
 * @param deletes which of the others it deletes
 */
public record SaidOfAnOrder(OrderStatement.Act act, int minute, OrderState state, int says, int deletes, int number) {
    /** By the messages' own times; of one time the new order first, then what came first. */
    public static final Comparator<SaidOfAnOrder> IN_TIME =
            Comparator.comparing(SaidOfAnOrder::minute).thenComparing(said -> !said.places());

    public boolean places() {
        return act == OrderStatement.Act.PLACE;
    }

    /** The act's name, for whoever writes it as a message. */
    public String word() {
        return act.name();
    }

    private static Arbitrary<SaidOfAnOrder> said() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(3, OrderStatement.Act.PLACE),
                                net.jqwik.api.Tuple.of(2, OrderStatement.Act.CHANGE),
                                net.jqwik.api.Tuple.of(2, OrderStatement.Act.CANCEL),
                                net.jqwik.api.Tuple.of(1, OrderStatement.Act.DISCONTINUE),
                                net.jqwik.api.Tuple.of(2, OrderStatement.Act.STATUS)),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(OrderState.SCHEDULED, OrderState.IN_PROGRESS, OrderState.COMPLETED),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 1_000_000))
                .as(SaidOfAnOrder::new);
    }

    /** What four senders say, each in its own order. */
    public static Arbitrary<List<List<SaidOfAnOrder>>> bySenders() {
        return said().list().ofMaxSize(4).list().ofSize(4);
    }

    /** Each sender's messages in its order, and now and then one that was sent again. */
    public static List<SaidOfAnOrder> interleaved(List<List<SaidOfAnOrder>> senders, Random random) {
        List<List<SaidOfAnOrder>> left = new ArrayList<>();
        senders.forEach(s -> left.add(new ArrayList<>(s)));
        List<SaidOfAnOrder> arrived = new ArrayList<>();
        while (left.stream().anyMatch(s -> !s.isEmpty())) {
            List<SaidOfAnOrder> sender = left.get(random.nextInt(left.size()));
            if (!sender.isEmpty()) {
                arrived.add(sender.remove(0));
            }
            if (!arrived.isEmpty() && random.nextInt(4) == 0) {
                arrived.add(arrived.get(random.nextInt(arrived.size())));
            }
        }
        return arrived;
    }

    /** What the standard and our design say of the state, with no thought of how it is done. */
    public static Optional<OrderState> byTheRules(List<SaidOfAnOrder> inTime) {
        OrderState state = null;
        int endedAt = -1;
        for (SaidOfAnOrder said : inTime) {
            if (state == null) {
                state = said.places() ? OrderState.SCHEDULED : null;
            } else if (state.ended()) {
                if (said.places() && said.minute() > endedAt) {
                    state = OrderState.SCHEDULED;
                }
                if (said.act() == OrderStatement.Act.CANCEL || said.act() == OrderStatement.Act.DISCONTINUE) {
                    endedAt = said.minute();
                }
            } else {
                OrderState wanted = switch (said.act()) {
                    case PLACE, CHANGE -> state;
                    case CANCEL -> OrderState.CANCELLED;
                    case DISCONTINUE -> OrderState.DISCONTINUED;
                    case STATUS -> said.state();
                };
                if (state.canBecome(wanted)) {
                    state = wanted;
                    endedAt = said.minute();
                }
            }
        }
        return Optional.ofNullable(state);
    }
}
