/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.overread.shared.Priority;

/**
 * How a sender's orders are read where they are not as everybody's.
 *
 * @param fields where an item is; what is left out is at its usual places
 * @param priorities the sender's own codes, in capitals; the codes of table 0485 are always known
 * @param controls the sender's own meanings of ORC-1 and ORC-5, tried in this order before the usual table
 */
public record OrderReading(
        Map<OrderItem, List<FieldPath>> fields, Map<String, Priority> priorities, List<Control> controls) {
    /** As the standard says. */
    public static final OrderReading USUAL = new OrderReading(Map.of(), Map.of(), List.of());

    public OrderReading {
        fields = Map.copyOf(fields);
        priorities = Map.copyOf(priorities);
        controls = List.copyOf(controls);
    }

    /**
     * One line of a sender's order control table.
     *
     * @param control values of ORC-1, in capitals
     * @param status values of ORC-5, in capitals, {@code ""} for an empty one; none at all = every status
     */
    public record Control(Set<String> control, Set<String> status, OrderAct act) {
        public Control {
            control = Set.copyOf(control);
            status = Set.copyOf(status);
        }

        boolean fits(String orc1, String orc5) {
            return control.contains(orc1) && (status.isEmpty() || status.contains(orc5));
        }
    }

    /** The places of an item, to be tried in their order. */
    public List<FieldPath> places(OrderItem item) {
        return fields.getOrDefault(item, item.usual());
    }

    /** What the profile's own table says of a pair; empty when it says nothing and the usual table counts. */
    public Optional<OrderAct> act(String orc1, String orc5) {
        String control = orc1.toUpperCase(Locale.ROOT);
        String status = orc5.toUpperCase(Locale.ROOT);
        return controls.stream()
                .filter(c -> c.fits(control, status))
                .findFirst()
                .map(Control::act);
    }

    /** A priority by the sender's own codes, else by table 0485 or its name. */
    public Optional<Priority> priority(String code) {
        String capital = code.toUpperCase(Locale.ROOT);
        Priority own = priorities.get(capital);
        if (own != null) {
            return Optional.of(own);
        }
        for (Priority each : Priority.values()) {
            if (each.code().equals(capital) || each.name().equals(capital)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
