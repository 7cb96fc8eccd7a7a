/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How {@code ./bench hl7} measures.
 *
 * @param connections how many senders at once, one measurement each
 * @param rounds how often each takes its turn
 * @param slice how long one turn is measured
 * @param warmUp how long the server works before anything is measured; the peers a third of it
 * @param peers whether Camel, HAPI, the one row and the echo take their turns too
 */
record BenchOptions(List<Integer> connections, int rounds, Duration slice, Duration warmUp, boolean peers) {
    static final String USAGE = """
            usage: ./bench hl7 [options]
              --connections 1,16,64   how many senders at once, one measurement each
              --rounds 5              how often each takes its turn
              --slice 5               seconds that a turn is measured
              --warm-up 45            seconds that the server works before anything is measured
              --without-peers         beside the same rows by plain JDBC alone
            """;

    /** @throws IllegalArgumentException when an option is not known, or has no number */
    static BenchOptions of(String... arguments) {
        BenchOptions options =
                new BenchOptions(List.of(1, 16, 64), 5, Duration.ofSeconds(5), Duration.ofSeconds(45), true);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--without-peers")) {
                options = options.alone();
            } else {
                options = options.with(arguments[i], i + 1 < arguments.length ? arguments[++i] : "");
            }
        }
        return options;
    }

    private BenchOptions alone() {
        return new BenchOptions(connections, rounds, slice, warmUp, false);
    }

    private BenchOptions with(String name, String value) {
        return switch (name) {
            case "--connections" ->
                new BenchOptions(
                        Arrays.stream(value.split("[, ]+"))
                                .map(BenchOptions::number)
                                .toList(),
                        rounds,
                        slice,
                        warmUp,
                        peers);
            case "--rounds" -> new BenchOptions(connections, number(value), slice, warmUp, peers);
            case "--slice" -> new BenchOptions(connections, rounds, Duration.ofSeconds(number(value)), warmUp, peers);
            case "--warm-up" -> new BenchOptions(connections, rounds, slice, Duration.ofSeconds(number(value)), peers);
            default -> throw new IllegalArgumentException("there is no option " + name);
        };
    }

    private static int number(String value) {
        if (!value.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("this is no number: " + value);
        }
        return Integer.parseInt(value);
    }
}
