/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * What came of a run.
 *
 * @param cases each case, in the order of their numbers
 * @param rvuByReader units read, for every reader of the configuration
 * @param cost what readers by the unit and contracts by the case cost, in the document's currency
 */
public record Outcomes(List<Ended> cases, Map<String, Double> rvuByReader, double cost) {
    public Outcomes {
        cases = List.copyOf(cases);
        rvuByReader = Map.copyOf(rvuByReader);
    }

    /**
     * One case.
     *
     * @param group who had it at the end; null = still in triage
     * @param reader who read it; null = nobody did
     * @param minutes from its arrival to its report; not a number when unread
     * @param breached its time passed before it was read
     * @param moves how often it changed hands
     * @param triaged whether it waited in triage
     */
    public record Ended(
            long id,
            Priority priority,
            @Nullable String group,
            @Nullable String reader,
            double minutes,
            boolean breached,
            int moves,
            boolean triaged) {}

    /** A line of a table. @param unread of these, how many nobody read @param p50 minutes from arrival to report */
    public record Line(int cases, int breaches, int unread, double p50, double p90, double p99) {
        /** Breached cases in a hundred. */
        public double breachRate() {
            return cases == 0 ? 0 : 100.0 * breaches / cases;
        }
    }

    /** One line a priority, the most urgent first. */
    public Map<Priority, Line> byPriority() {
        Map<Priority, List<Ended>> parts = new TreeMap<>();
        cases.forEach(ended -> parts.computeIfAbsent(ended.priority(), p -> new java.util.ArrayList<>())
                .add(ended));
        Map<Priority, Line> lines = new LinkedHashMap<>();
        parts.forEach((priority, part) -> lines.put(priority, line(part)));
        return lines;
    }

    /** All of them. */
    public Line all() {
        return line(cases);
    }

    private static Line line(List<Ended> part) {
        double[] minutes = part.stream()
                .mapToDouble(Ended::minutes)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return new Line(
                part.size(),
                (int) part.stream().filter(Ended::breached).count(),
                part.size() - minutes.length,
                at(minutes, 0.5),
                at(minutes, 0.9),
                at(minutes, 0.99));
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    /** How unevenly the work was shared: 0 = evenly, towards 1 = one has all. */
    public double gini() {
        double[] sorted = rvuByReader.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double sum = Arrays.stream(sorted).sum();
        if (sum == 0) {
            return 0;
        }
        double weighted = 0;
        for (int i = 0; i < sorted.length; i++) {
            weighted += (i + 1) * sorted[i];
        }
        return 2 * weighted / (sorted.length * sum) - (sorted.length + 1.0) / sorted.length;
    }
}
