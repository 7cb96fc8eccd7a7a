/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about an order that came before the order itself, kept until the order comes.
 *
 * @param id its row, 0 while it has none
 * @param state the state it asks for, or null
 * @param content what a change says, or null
 */
record Forerunner(
        long id,
        String site,
        String sender,
        OrderNumbers numbers,
        Act act,
        @Nullable OrderState state,
        @Nullable OrderContent content,
        Instant at,
        long messageId) {

    enum Act {
        CANCEL,
        DISCONTINUE,
        CHANGE,
        STATUS;

        private static Act of(OrderCommand command) {
            if (command instanceof OrderCommand.CancelOrder) {
                return CANCEL;
            }
            if (command instanceof OrderCommand.DiscontinueOrder) {
                return DISCONTINUE;
            }
            return command instanceof OrderCommand.ChangeOrder ? CHANGE : STATUS;
        }
    }

    static Forerunner of(OrderCommand command) {
        var origin = command.origin();
        return new Forerunner(
                0,
                origin.site(),
                origin.sender(),
                command.numbers(),
                Act.of(command),
                command.state(),
                command.content(),
                command.at(),
                origin.messageId());
    }
}
