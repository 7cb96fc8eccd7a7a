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

    private final double price;

    /** @param price of the case by the group's contract */
    Score(ChoiceFacts facts, Weights weights, double price, Instant now) {
        this.price = price;
        this.facts = facts;
        this.weights = weights;
        this.minutesLeft = Duration.between(now, facts.dueAt()).toSeconds() / 60.0;
    }

    /** What goes before the case, in minutes: for STAT only other STAT cases and half of what is being read. */
    private double ahead(ReaderLoad load) {
        double queue = load.openRvu() * load.minutesPerRvu();
        double current = load.readingRvu() * load.minutesPerRvu() / 2;
        return facts.priority() == Priority.STAT
                ? Math.min(load.openStat() * weights.statMinutes() + current, queue)
                : queue - current;
    }

    /** Minutes by which the forecast is past the case's time; 0 = it is not. */
    double late(ReaderLoad load) {
        double begin = Math.max(ahead(load), facts.transferMinutes());
        return Math.max(0, MARGIN * (begin + facts.rvu() * load.minutesPerRvu()) - minutesLeft);
    }

    /** The sum of the parts; lower is better. */
    double of(Reader reader, ReaderLoad load) {
        return load(load)
                + stat(load)
                + late(load) * weights.late()
                + earlier(reader)
                + cost(reader)
                + price * weights.cost()
                + fairness(load)
                + named(reader);
    }

    /** The parts by their names, those that count nothing left out. */
    Map<String, Double> parts(Reader reader, ReaderLoad load) {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("load", load(load));
        parts.put("stat", stat(load));
        parts.put("late", late(load) * weights.late());
        parts.put("earlierReader", earlier(reader));
        parts.put("cost", cost(reader));
        parts.put("contract", price * weights.cost());
        parts.put("fairness", fairness(load));
        parts.put("named", named(reader));
        parts.values().removeIf(value -> value == 0);
        return parts;
    }

    private double load(ReaderLoad load) {
        return load.openRvu() * load.minutesPerRvu() * weights.load();
    }

    private double stat(ReaderLoad load) {
        return load.openStat() * weights.statMinutes();
    }

    private double earlier(Reader reader) {
        return reader.name().equals(facts.earlierReader()) ? -weights.earlierReader() : 0;
    }

    private double cost(Reader reader) {
        return reader.ratePerRvu() * facts.rvu() * weights.cost();
    }

    private double fairness(ReaderLoad load) {
        return load.dayRvu() * weights.fairness();
    }

    private double named(Reader reader) {
        return reader.name().equals(facts.needs().reader()) ? NAMED : 0;
    }
}
