/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.overread.config.Configuration;
import org.overread.config.Reader;
import org.overread.shared.Priority;

/**
 * Counts cases as they end and keeps none of them: a hundred thousand take as much memory as ten. Turnaround is kept in
 * histograms, to the second and three digits.
 */
final class Tally {
    private static final long LONGEST = Duration.ofDays(120).toSeconds();
    private static final int DIGITS = 3;
    private static final int HOURS = 24;

    private final Map<Priority, Part> parts = new TreeMap<>();
    private final Map<String, double[]> work = new HashMap<>();
    private final Map<String, ZoneId> zones = new HashMap<>();
    private int moved;
    private double cost;

    /** @param configuration whose readers share the work */
    Tally(Configuration configuration) {
        for (Reader reader : configuration.readers()) {
            zones.put(reader.name(), reader.timezone());
        }
    }

    private static final class Part {
        final Histogram seconds = new Histogram(LONGEST, DIGITS);
        int cases;
        int breaches;

        void add(Outcomes.Ended one) {
            cases++;
            breaches += one.breached() ? 1 : 0;
            if (!one.unread()) {
                seconds.recordValue(Math.min(LONGEST, Math.max(0, Math.round(one.minutes() * 60))));
            }
        }

        void add(Part other) {
            cases += other.cases;
            breaches += other.breaches;
            seconds.add(other.seconds);
        }

        Outcomes.Line line() {
            int read = (int) seconds.getTotalCount();
            return new Outcomes.Line(cases, breaches, cases - read, minutes(50), minutes(90), minutes(99));
        }

        private double minutes(double percentile) {
            return seconds.getTotalCount() == 0 ? 0 : seconds.getValueAtPercentile(percentile) / 60.0;
        }
    }

    void add(Outcomes.Ended one) {
        parts.computeIfAbsent(one.priority(), priority -> new Part()).add(one);
        moved += one.moves() > 0 ? 1 : 0;
        cost += one.cost();
        if (one.reader() != null && !one.unread()) {
            ZoneId zone = zones.getOrDefault(one.reader(), ZoneOffset.UTC);
            int hour = Instant.ofEpochMilli(one.endedAt()).atZone(zone).getHour();
            work.computeIfAbsent(one.reader(), reader -> new double[HOURS])[hour] += one.rvu();
        }
    }

    Outcomes outcomes() {
        Part all = new Part();
        Map<Priority, Outcomes.Line> lines = new LinkedHashMap<>();
        parts.forEach((priority, part) -> {
            all.add(part);
            lines.put(priority, part.line());
        });
        Map<String, Double> units = new HashMap<>();
        zones.keySet().forEach(reader -> units.put(reader, 0.0));
        Map<String, List<Double>> hours = new HashMap<>();
        work.forEach((reader, each) -> {
            units.put(reader, Arrays.stream(each).sum());
            hours.put(reader, Arrays.stream(each).mapToObj(Tally::tenth).toList());
        });
        return new Outcomes(all.line(), lines, units, hours, moved, gini(units), cost);
    }

    private static Double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static double gini(Map<String, Double> units) {
        double[] sorted = units.values().stream()
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
