/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * When the unread cases of one group will have been read, by plain means: they are taken by priority and by when they are
 * due, each by whichever of its readers would end it soonest; a reader first ends what lies before. What comes in that is
 * more urgent takes its share of every reader's time.
 */
final class QueueForecast {
    /** However much comes in, a tenth of the time is left for what is there. */
    private static final double MOST_TAKEN = 0.9;

    private static final Comparator<Waiting> ORDER = Comparator.comparingInt(
                    (Waiting w) -> w.priority().ordinal())
            .thenComparing(Waiting::dueAt)
            .thenComparingLong(Waiting::caseId);

    private QueueForecast() {}

    /**
     * A case that nobody reads yet.
     *
     * @param rvu its relative value units
     * @param imagesAt when its images will be there
     * @param assigned the one reader it is given to; null = open
     * @param able the readers who may have it; null = all
     */
    record Waiting(
            long caseId,
            Priority priority,
            double rvu,
            Instant dueAt,
            Instant imagesAt,
            @Nullable String assigned,
            @Nullable Set<String> able) {
        boolean may(String reader) {
            return assigned != null ? assigned.equals(reader) : able == null || able.contains(reader);
        }
    }

    /**
     * A reader in one span of duty.
     *
     * @param from when this one can begin
     * @param until when duty ends; null = not known
     * @param minutesPerRvu how long a unit takes, as a robust running estimate
     * @param backlogRvu units before everything here, such as what is being read
     */
    record Hand(String reader, Instant from, @Nullable Instant until, double minutesPerRvu, double backlogRvu) {}

    /**
     * @param arriving units that come in a minute, by priority
     * @return by case; empty = no reader is known who could read it
     */
    static Map<Long, Optional<Instant>> of(
            List<Waiting> queue, List<Hand> hands, Map<Priority, Double> arriving, Instant now) {
        double[] backlog = hands.stream()
                .mapToDouble(hand -> hand.backlogRvu() * hand.minutesPerRvu())
                .toArray();
        long people = hands.stream().map(Hand::reader).distinct().count();
        Map<Long, Optional<Instant>> ends = new HashMap<>();
        for (Waiting one : queue.stream().sorted(ORDER).toList()) {
            double urgent = arriving.entrySet().stream()
                    .filter(each -> each.getKey().compareTo(one.priority()) < 0)
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            int best = -1;
            Instant soonest = null;
            for (int i = 0; i < hands.size(); i++) {
                Instant end = one.may(hands.get(i).reader())
                        ? end(one, hands.get(i), backlog[i], urgent / people, now)
                        : null;
                if (end != null && (soonest == null || end.isBefore(soonest))) {
                    best = i;
                    soonest = end;
                }
            }
            ends.put(one.caseId(), Optional.ofNullable(soonest));
            if (best >= 0) {
                backlog[best] += one.rvu() * hands.get(best).minutesPerRvu();
            }
        }
        return ends;
    }

    private static @Nullable Instant end(Waiting one, Hand hand, double backlog, double urgent, Instant now) {
        double taken = Math.min(MOST_TAKEN, urgent * hand.minutesPerRvu());
        Instant begin = later(hand.from(), now).plus(minutes(backlog / (1 - taken)));
        begin = later(begin, one.imagesAt());
        if (hand.until() != null && !begin.isBefore(hand.until())) {
            return null;
        }
        return begin.plus(minutes(one.rvu() * hand.minutesPerRvu()));
    }

    private static Duration minutes(double minutes) {
        return Duration.ofSeconds(Math.round(minutes * 60));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
