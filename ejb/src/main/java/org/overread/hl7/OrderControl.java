/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.OrderAct;
import org.overread.order.OrderState;

/**
 * What a pair of order control (ORC-1, table 0119) and order status (ORC-5, table 0038) asks for. A pair that is not here
 * is refused by name: guessing would cancel or keep the wrong examination.
 */
enum OrderControl {
    PLACE(Set.of("NW", "SN", "RO", "CH")),
    CHANGE(Set.of("XO", "XX", "XR", "NA")),
    CANCEL(Set.of("CA", "OC", "CR", "RP", "RQ", "RU")),
    DISCONTINUE(Set.of("DC", "OD", "DR")),
    STATUS(Set.of("SC")),
    /** Names the order that its children (CH) were made from, and asks for nothing. */
    PARENT(Set.of("PA"));

    /** Order statuses and where they put an order; {@code ""}: the status says nothing about it. */
    private static final Map<String, OrderState> STATES = Map.of(
            "SC", OrderState.SCHEDULED,
            "NW", OrderState.SCHEDULED,
            "HD", OrderState.SCHEDULED,
            "IP", OrderState.IN_PROGRESS,
            "A", OrderState.COMPLETED,
            "CM", OrderState.COMPLETED,
            "CA", OrderState.CANCELLED,
            "DC", OrderState.DISCONTINUED);

    private final Set<String> controls;

    OrderControl(Set<String> controls) {
        this.controls = controls;
    }

    /**
     * A mapped pair.
     *
     * @param state where the order shall stand; null when the pair does not say
     */
    record Pair(OrderControl control, @Nullable OrderState state) {}

    /** As a sender's own table says it; not for what is ignored or refused. */
    static Optional<Pair> of(OrderAct act) {
        return switch (act) {
            case PLACE -> Optional.of(new Pair(PLACE, OrderState.SCHEDULED));
            case CHANGE -> Optional.of(new Pair(CHANGE, null));
            case CANCEL -> Optional.of(new Pair(CANCEL, null));
            case DISCONTINUE -> Optional.of(new Pair(DISCONTINUE, null));
            case SCHEDULE -> Optional.of(new Pair(STATUS, OrderState.SCHEDULED));
            case START -> Optional.of(new Pair(STATUS, OrderState.IN_PROGRESS));
            case COMPLETE -> Optional.of(new Pair(STATUS, OrderState.COMPLETED));
            case IGNORE, REFUSE -> Optional.empty();
        };
    }

    static Optional<Pair> of(String control, String status) {
        String code = status.toUpperCase(Locale.ROOT);
        if (!code.isEmpty() && !STATES.containsKey(code)) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(c -> c.controls.contains(control.toUpperCase(Locale.ROOT)))
                .findFirst()
                .flatMap(c -> c.pair(STATES.get(code)));
    }

    private Optional<Pair> pair(@Nullable OrderState state) {
        return switch (this) {
            // NW_IP is "in process, unspecified": the order is being processed, no image was made
            case PLACE ->
                Optional.of(new Pair(
                        this, state == null || state == OrderState.IN_PROGRESS ? OrderState.SCHEDULED : state));
            // a change that says SC leaves an order that is further on where it is
            case CHANGE -> Optional.of(new Pair(this, state == OrderState.SCHEDULED ? null : state));
            case CANCEL, DISCONTINUE ->
                EnumSet.of(OrderState.COMPLETED).contains(state == null ? OrderState.CANCELLED : state)
                        ? Optional.empty()
                        : Optional.of(new Pair(this, null));
            case PARENT -> Optional.of(new Pair(this, null));
            case STATUS -> state == null ? Optional.empty() : Optional.of(new Pair(this, state));
        };
    }
}
