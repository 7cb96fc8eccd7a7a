/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.overread.config.Configuration;

/**
 * What is worked out of a configuration once and then used for each case. Keeps the last two: the one in force, and a draft
 * that is being tried beside it.
 */
final class PerConfiguration<T> {
    private static final int KEPT = 2;

    private final Function<Configuration, T> prepare;
    private volatile List<Prepared<T>> known = List.of();

    PerConfiguration(Function<Configuration, T> prepare) {
        this.prepare = prepare;
    }

    private record Prepared<T>(Configuration configuration, T value) {}

    T of(Configuration configuration) {
        for (Prepared<T> each : known) {
            if (each.configuration() == configuration) {
                return each.value();
            }
        }
        return prepared(configuration);
    }

    private synchronized T prepared(Configuration configuration) {
        List<Prepared<T>> next = new ArrayList<>(KEPT);
        for (Prepared<T> each : known) {
            if (each.configuration() == configuration) {
                return each.value();
            }
        }
        T value = prepare.apply(configuration);
        next.add(new Prepared<>(configuration, value));
        next.addAll(known.subList(0, Math.min(known.size(), KEPT - 1)));
        known = List.copyOf(next);
        return value;
    }
}
