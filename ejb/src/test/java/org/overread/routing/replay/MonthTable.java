/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.overread.routing.Routing;
import org.overread.shared.Priority;

/** The month by each method, over several seeds: median over the seeds, and their lowest and highest in brackets. */
public final class MonthTable {
    private MonthTable() {}

    /** Args: seeds, cases. */
    public static void main(String[] args) {
        print(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    /** How long so many cases take by the configuration in force and a draft: one line, against a minute. */
    public static void replay(int cases) {
        Month month = new Month(1, cases);
        Replay.Plan plan = new Replay.Plan(month.configuration, month.duties);
        Replay replay = new Replay(Routing.engine(), Routing.choice());
        long begin = System.nanoTime();
        int ended = replay.run(
                        month.past().iterator(),
                        new Replay.Span(Month.FROM, Month.UNTIL),
                        plan,
                        new Replay.Plan(month.draft(), month.duties),
                        Map.of(),
                        taken -> {})
                .cases();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "routing.replay-seconds.%d-cases ratio=%.3f value=%.1f limit=60%n",
                ended,
                seconds / 60,
                seconds);
    }

    /** What is counted of a run; only the figures are kept, so that many seeds fit. */
    private static final Map<String, ToDoubleFunction<Outcomes>> FIGURES = figures();

    private static Map<String, ToDoubleFunction<Outcomes>> figures() {
        Map<String, ToDoubleFunction<Outcomes>> all = new LinkedHashMap<>();
        for (Priority priority : List.of(Priority.STAT, Priority.ASAP, Priority.ROUTINE)) {
            all.put(priority + " breach %", o -> line(o, priority).breachRate());
            all.put(priority + " unread", o -> line(o, priority).unread());
            all.put(priority + " p50", o -> line(o, priority).p50());
            all.put(priority + " p90", o -> line(o, priority).p90());
            all.put(priority + " p99", o -> line(o, priority).p99());
        }
        all.put("gini", Outcomes::gini);
        all.put("cost", Outcomes::cost);
        all.put("moved %", o -> 100.0 * o.moved() / o.all().cases());
        return all;
    }

    private static Outcomes.Line line(Outcomes outcomes, Priority priority) {
        return outcomes.byPriority().get(priority);
    }

    /** Runs the seeds side by side, one a processor. */
    public static void print(int seeds, int cases) {
        List<Map<Method, double[]>> runs = IntStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> figures(new Month(seed, cases)))
                .toList();
        for (Method method : methods()) {
            int figure = 0;
            for (String name : FIGURES.keySet()) {
                int at = figure++;
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %-16s %s%n",
                        method,
                        name,
                        spread(runs.stream()
                                .mapToDouble(run -> run.get(method)[at])
                                .sorted()
                                .toArray()));
            }
        }
    }

    private static Map<Method, double[]> figures(Month month) {
        Map<Method, double[]> all = new EnumMap<>(Method.class);
        for (Method method : methods()) {
            Outcomes outcomes = MonthTest.run(month, method, ended -> {});
            all.put(
                    method,
                    FIGURES.values().stream()
                            .mapToDouble(figure -> figure.applyAsDouble(outcomes))
                            .toArray());
        }
        return all;
    }

    /** All; or those of {@code -Dmonth.methods}, by comma. */
    private static List<Method> methods() {
        String only = System.getProperty("month.methods", "");
        return only.isEmpty()
                ? List.of(Method.values())
                : Arrays.stream(only.split(",")).map(Method::valueOf).toList();
    }

    private static String spread(double[] values) {
        if (values.length == 0) {
            return "";
        }
        return String.format(
                        Locale.ROOT,
                        "%.2f [%.2f %.2f]",
                        values[values.length / 2],
                        values[0],
                        values[values.length - 1])
                + (Arrays.stream(values).anyMatch(Double::isNaN) ? "!" : "");
    }
}
