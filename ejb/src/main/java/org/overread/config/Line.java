/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The line to a destination: when routine studies may use it, and how much of it.
 *
 * @param timezone in which its hours are written
 * @param windows when routine studies may go; empty = always. What is STAT goes at any time
 * @param bandwidth the first share whose hours hold counts; none = no limit
 * @param requests most requests at once from one node; 0 = as many as its studies have streams
 * @param slowAnswer an answer that takes longer is a sign that the destination has too much to do
 */
public record Line(
        ZoneId timezone, List<Contract.Hours> windows, List<Share> bandwidth, int requests, Duration slowAnswer) {
    /** As long as a well destination may think about a request. */
    public static final Duration SLOW = Duration.ofSeconds(15);

    /** Nothing limits it. */
    public static final Line OPEN = new Line(ZoneOffset.UTC, List.of(), List.of(), 0, SLOW);

    public Line {
        windows = List.copyOf(windows);
        bandwidth = List.copyOf(bandwidth);
    }

    /**
     * How much of the line is ours.
     *
     * @param hours null = always
     * @param bytesPerSecond from one node
     */
    public record Share(Contract.@Nullable Hours hours, long bytesPerSecond) {}

    /** Whether routine studies may go at this moment. */
    public boolean isOpen(Instant at) {
        return windows.isEmpty() || windows.stream().anyMatch(span -> holds(span, at));
    }

    /** When the next window begins, after this moment; empty when there are none. */
    public Optional<Instant> opensAfter(Instant at) {
        LocalDate today = at.atZone(timezone).toLocalDate();
        // a span that begins on one day of the week has begun within eight days
        return today.datesUntil(today.plusDays(9))
                .flatMap(day -> windows.stream()
                        .filter(span -> span.begins(day.getDayOfWeek()))
                        .map(span ->
                                ZonedDateTime.of(day, span.from(), timezone).toInstant()))
                .filter(begin -> begin.isAfter(at))
                .min(Instant::compareTo);
    }

    /** Bytes that may go in a second at this moment; empty = as many as there are. */
    public Optional<Long> bytesPerSecond(Instant at) {
        return bandwidth.stream()
                .filter(share -> share.hours() == null || holds(share.hours(), at))
                .map(Share::bytesPerSecond)
                .findFirst();
    }

    private boolean holds(Contract.Hours span, Instant at) {
        ZonedDateTime local = at.atZone(timezone);
        return span.hold(local.getDayOfWeek(), local.toLocalTime());
    }
}
