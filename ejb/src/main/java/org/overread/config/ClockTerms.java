/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a case's clock runs, and what ends it: as agreed when it was started, and kept with the case, so that a later
 * configuration moves no instant of a clock that runs.
 *
 * @param zone whose wall clock {@code hours} are meant on
 * @param hours in which it runs; empty = day and night
 * @param holidays days of that zone on which none of the hours begins
 * @param until what ends it
 * @param starts what starts it; a case that was routed by an earlier release has none kept, and is as if complete
 */
public record ClockTerms(ZoneId zone, List<Contract.Hours> hours, Set<LocalDate> holidays, Until until, Start starts) {
    /** Day and night, until the report is final. */
    public static final ClockTerms ALWAYS = new ClockTerms(ZoneOffset.UTC, List.of(), Set.of(), Until.FINAL);

    public ClockTerms(
            ZoneId zone, List<Contract.Hours> hours, Set<LocalDate> holidays, Until until, @Nullable Start starts) {
        this.zone = zone;
        this.until = until;
        this.hours = hours.stream()
                .sorted(Comparator.comparing(Contract.Hours::from))
                .toList();
        this.holidays = Set.copyOf(holidays);
        this.starts = starts == null ? Start.COMPLETE : starts;
    }

    /** One that starts when the study is complete. */
    public ClockTerms(ZoneId zone, List<Contract.Hours> hours, Set<LocalDate> holidays, Until until) {
        this(zone, hours, holidays, until, Start.COMPLETE);
    }

    /** What starts a clock. */
    public enum Start {
        /** The order, however long the images take. Without an order as if complete. */
        ORDER,
        /** The study is complete in the archive. */
        COMPLETE,
        /** The images are proven where they are read; until then it runs as if complete, so that the case is watched. */
        AVAILABLE
    }

    /** What ends a clock. */
    public enum Until {
        /** A preliminary report. */
        PRELIMINARY,
        /** The final one. */
        FINAL
    }

    /** The instant at which so much of the clock's time has gone since another. */
    public Instant plus(Instant from, Duration time) {
        if (hours.isEmpty() || time.isZero() || time.isNegative()) {
            return from.plus(time);
        }
        Instant at = from;
        Duration left = time;
        // ends: each week has hours, and holidays are counted
        for (LocalDate day = dayBefore(from); ; day = day.plusDays(1)) {
            for (Contract.Hours span : on(day)) {
                Instant begins = later(at, begins(day, span));
                Duration room = Duration.between(begins, ends(day, span));
                if (room.isNegative() || room.isZero()) {
                    continue;
                }
                if (left.compareTo(room) <= 0) {
                    return begins.plus(left);
                }
                left = left.minus(room);
                at = begins.plus(room);
            }
        }
    }

    /** How much of the clock's time passes between two instants; none if the second is not after the first. */
    public Duration between(Instant from, Instant until) {
        if (!until.isAfter(from)) {
            return Duration.ZERO;
        }
        if (hours.isEmpty()) {
            return Duration.between(from, until);
        }
        Duration sum = Duration.ZERO;
        Instant at = from;
        for (LocalDate day = dayBefore(from); begin(day).isBefore(until); day = day.plusDays(1)) {
            for (Contract.Hours span : on(day)) {
                Instant begins = later(at, begins(day, span));
                Instant ends = ends(day, span);
                Instant within = ends.isBefore(until) ? ends : until;
                if (begins.isBefore(within)) {
                    sum = sum.plus(Duration.between(begins, within));
                    at = within;
                }
            }
        }
        return sum;
    }

    private List<Contract.Hours> on(LocalDate day) {
        return holidays.contains(day)
                ? List.of()
                : hours.stream().filter(span -> span.begins(day.getDayOfWeek())).toList();
    }

    /** Hours that began the day before may still last. */
    private LocalDate dayBefore(Instant at) {
        return at.atZone(zone).toLocalDate().minusDays(1);
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** A beginning that a change of clocks leaves out is as much later; of one that comes twice the first is meant. */
    private Instant begins(LocalDate day, Contract.Hours span) {
        return ZonedDateTime.of(day, span.from(), zone).toInstant();
    }

    private Instant ends(LocalDate day, Contract.Hours span) {
        LocalDate last = span.from().isBefore(span.until()) ? day : day.plusDays(1);
        return ZonedDateTime.of(last, span.until(), zone).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
