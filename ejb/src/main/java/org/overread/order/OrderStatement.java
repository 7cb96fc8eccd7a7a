/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What one message said about an order, as it is kept with the order.
 *
 * @param state the state it asks for, or null
 * @param content what it says of the order's content, or null
 * @param message its number here: of two messages of one time the one that came first has the lower
 */
record OrderStatement(
        Act act,
        OrderNumbers numbers,
        @Nullable OrderState state,
        @Nullable OrderContent content,
        Instant at,
        long message) {

    enum Act {
        PLACE,
        CANCEL,
        DISCONTINUE,
        CHANGE,
        STATUS
    }

    /** By the messages' own times; of one time the new order comes first, then by receipt. */
    static final Comparator<OrderStatement> ORDER = Comparator.comparing(OrderStatement::at)
            .thenComparing(s -> s.act != Act.PLACE)
            .thenComparing(OrderStatement::message);

    static OrderStatement of(OrderCommand command) {
        return new OrderStatement(
                act(command),
                command.numbers(),
                command.state(),
                command.content(),
                command.at(),
                command.origin().messageId());
    }

    static OrderStatement of(Forerunner kept) {
        return new OrderStatement(
                Act.valueOf(kept.act().name()),
                kept.numbers(),
                kept.state(),
                kept.content(),
                kept.at(),
                kept.messageId());
    }

    private static Act act(OrderCommand command) {
        return command instanceof OrderCommand.PlaceOrder
                ? Act.PLACE
                : Act.valueOf(Forerunner.of(command).act().name());
    }

    @Override
    public String toString() {
        return "OrderStatement[" + act + " " + at + "]";
    }
}
