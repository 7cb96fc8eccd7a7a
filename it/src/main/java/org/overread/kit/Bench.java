/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code ./bench}: how fast it is, each figure beside what the machine can do in the same run. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        String what = arguments.length == 0 ? "" : arguments[0];
        int code = switch (what) {
            case "hl7" -> hl7(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "transfer" -> ran(BenchTransfer::run);
            default -> {
                System.out.println("usage: ./bench hl7|transfer|routing|audit|parcel");
                yield 2;
            }
        };
        System.exit(code);
    }

    private static int hl7(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(BenchOptions.USAGE);
            return 0;
        }
        BenchOptions options;
        try {
            options = BenchOptions.of(arguments);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            System.out.print(BenchOptions.USAGE);
            return 2;
        }
        return ran(new BenchHl7(options)::run);
    }

    private static int ran(Runnable bench) {
        try {
            bench.run();
            return 0;
        } catch (IllegalStateException e) {
            System.out.println("FAILED: " + e.getMessage());
            return 1;
        }
    }

    /** One line a figure: how it relates to its limit, the figure, the limit. */
    static void line(String name, double value, double limit) {
        System.out.println(String.format(
                Locale.ROOT,
                "%s ratio=%.3f value=%.2f limit=%.2f",
                name,
                limit == 0 ? 0 : value / limit,
                value,
                limit));
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
