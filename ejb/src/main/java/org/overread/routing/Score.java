/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.overread.config.Reader;
import org.overread.shared.Priority;

/** What one case would lose with one reader, in minutes or what is worth as much. */
final class Score {
    /** Better than any sum of the other parts: a rule asked for this reader. */
    private static final double NAMED = -1_000_000;

    /** Forecasts are medians; half again as long is still likely. */
    private static final double MARGIN = 1.5;

    private final ChoiceFacts facts;
    private final Weights weights;
    private final double minutesLeft;

    Score(ChoiceFacts facts, Weights weights, Instant now) {
        this.facts = facts;
        this.weights = weights;
        this.minutesLeft = Duration.between(now, facts.dueAt()).toSeconds() / 60.0;
    }

    Choice.Ranked of(String group, Reader reader, ReaderLoad load, boolean onCall) {
        double queue = load.openRvu() * load.minutesPerRvu();
        double stat = load.openStat() * weights.statMinutes();
        double current = load.readingRvu() * load.minutesPerRvu() / 2;
        // a STAT case goes before everything but other STAT cases and what is being read
        double ahead = facts.priority() == Priority.STAT ? Math.min(stat + current, queue) : queue - current;
        double begin = Math.max(ahead, facts.transferMinutes());
        double late = Math.max(0, MARGIN * (begin + facts.rvu() * load.minutesPerRvu()) - minutesLeft);
        Map<String, Double> parts = new LinkedHashMap<>(8);
        double sum = add(parts, "load", queue * weights.load())
                + add(parts, "stat", stat)
                + add(parts, "late", late * weights.late())
                + add(
                        parts,
                        "earlierReader",
                        reader.name().equals(facts.earlierReader()) ? -weights.earlierReader() : 0)
                + add(parts, "cost", reader.ratePerRvu() * facts.rvu() * weights.cost())
                + add(parts, "fairness", load.dayRvu() * weights.fairness())
                + add(parts, "named", reader.name().equals(facts.needs().reader()) ? NAMED : 0);
        return new Choice.Ranked(group, reader.name(), late, sum, parts, onCall);
    }

    private static double add(Map<String, Double> parts, String name, double value) {
        if (value != 0) {
            parts.put(name, value);
        }
        return value;
    }
}
