/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.patient.PatientStatement;
import org.overread.shared.Origin;

/** What one ORC/OBR group of a message asks for. */
public sealed interface OrderCommand {

    OrderNumbers numbers();

    /** Whose order it is, with what the message says about them. */
    PatientStatement patient();

    /** ORC-9, else MSH-7: decides what is newer, whichever message comes first. */
    Instant at();

    /** Where the order shall stand, or null when the message says nothing about it. */
    @Nullable
    OrderState state();

    /** What is asked for, or null when only the state changes. */
    default @Nullable OrderContent content() {
        return null;
    }

    default Origin origin() {
        return patient().origin();
    }

    /**
     * A new order (ORC-1 NW), or the same again.
     *
     * @param state where it stands from the start, {@link OrderState#SCHEDULED} as a rule
     */
    record PlaceOrder(
            OrderNumbers numbers, PatientStatement patient, Instant at, OrderContent content, OrderState state)
            implements OrderCommand {}

    /**
     * Other content for an order (ORC-1 XO).
     *
     * @param state the state that ORC-5 names, or null when it says nothing about it
     */
    record ChangeOrder(
            OrderNumbers numbers,
            PatientStatement patient,
            Instant at,
            OrderContent content,
            @Nullable OrderState state)
            implements OrderCommand {}

    /** Called off (ORC-1 CA). */
    record CancelOrder(OrderNumbers numbers, PatientStatement patient, Instant at) implements OrderCommand {
        @Override
        public OrderState state() {
            return OrderState.CANCELLED;
        }
    }

    /** Broken off (ORC-1 DC). */
    record DiscontinueOrder(OrderNumbers numbers, PatientStatement patient, Instant at) implements OrderCommand {
        @Override
        public OrderState state() {
            return OrderState.DISCONTINUED;
        }
    }

    /** Only the state changed (ORC-1 SC). */
    record UpdateOrderStatus(OrderNumbers numbers, PatientStatement patient, Instant at, OrderState state)
            implements OrderCommand {}
}
