/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.overread.shared.Priority;

/** The month by each method, over several seeds: median over the seeds, and their lowest and highest in brackets. */
public final class MonthTable {
    private MonthTable() {}

    /** Args: seeds, cases. */
    public static void main(String[] args) {
        print(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    /** How long so many cases take to replay: one line, against a minute. */
    public static void replay(int cases) {
        Month month = new Month(1, cases);
        long begin = System.nanoTime();
        int ended = MonthTest.run(month, Method.OVERREAD).cases().size();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "routing.replay-seconds.%d-cases ratio=%.3f value=%.1f limit=60%n",
                ended,
                seconds / 60,
                seconds);
    }

    public static void print(int seeds, int cases) {
        Map<Method, List<Outcomes>> all = new TreeMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            Month month = new Month(seed, cases);
            for (Method method : methods()) {
                all.computeIfAbsent(method, m -> new ArrayList<>()).add(MonthTest.run(month, method));
            }
        }
        all.forEach((method, outcomes) -> {
            for (Priority priority : List.of(Priority.STAT, Priority.ASAP, Priority.ROUTINE)) {
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %-8s breach %% %s  unread %s  p50 %s  p90 %s  p99 %s%n",
                        method,
                        priority,
                        spread(outcomes, o -> o.byPriority().get(priority).breachRate()),
                        spread(outcomes, o -> o.byPriority().get(priority).unread()),
                        spread(outcomes, o -> o.byPriority().get(priority).p50()),
                        spread(outcomes, o -> o.byPriority().get(priority).p90()),
                        spread(outcomes, o -> o.byPriority().get(priority).p99()));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-14s all      gini %s  cost %s  moved %s%n",
                    method,
                    spread(outcomes, Outcomes::gini),
                    spread(outcomes, Outcomes::cost),
                    spread(
                            outcomes,
                            o -> 100.0
                                    * o.cases().stream()
                                            .filter(c -> c.moves() > 0)
                                            .count()
                                    / o.cases().size()));
        });
    }

    /** All; or those of {@code -Dmonth.methods}, by comma. */
    private static List<Method> methods() {
        String only = System.getProperty("month.methods", "");
        return only.isEmpty()
                ? List.of(Method.values())
                : Arrays.stream(only.split(",")).map(Method::valueOf).toList();
    }

    private static String spread(List<Outcomes> outcomes, ToDoubleFunction<Outcomes> of) {
        double[] values = outcomes.stream().mapToDouble(of).sorted().toArray();
        return String.format(
                        Locale.ROOT,
                        "%.2f [%.2f %.2f]",
                        values[values.length / 2],
                        values[0],
                        values[values.length - 1])
                + (Arrays.stream(values).anyMatch(Double::isNaN) ? "!" : "");
    }
}
