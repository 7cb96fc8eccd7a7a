/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty when. Every time of a shift is wall-clock time in its reader's own zone: a shift from eight to four stays
 * one from eight to four when clocks change.
 *
 * @param name shown in coverage and explanations
 * @param shifts that repeat, or stand alone
 * @param swaps one reader for another on one day
 * @param holidays days, in the reader's zone, on which no shift of this roster begins, unless it says so
 */
public record Roster(String name, List<Shift> shifts, List<Swap> swaps, Set<LocalDate> holidays) {
    public Roster {
        shifts = List.copyOf(shifts);
        swaps = List.copyOf(swaps);
        holidays = Set.copyOf(holidays);
    }

    /**
     * A shift.
     *
     * @param reader who works it
     * @param start its first beginning
     * @param duration how long on the wall clock, at most 24 hours: over a change of clocks it is really an hour longer
     *     or shorter
     * @param rule RRULE of RFC 5545 by which it repeats; null = once
     * @param kind duty, or on call behind it
     * @param except days on which it does not begin
     * @param breaks in which nothing new is given out
     * @param onHolidays whether it is worked on the roster's holidays too
     */
    public record Shift(
            String reader,
            LocalDateTime start,
            Duration duration,
            @Nullable String rule,
            Kind kind,
            Set<LocalDate> except,
            List<Break> breaks,
            boolean onHolidays) {
        public Shift {
            except = Set.copyOf(except);
            breaks = List.copyOf(breaks);
        }
    }

    /** Duty reads; on call is asked when nobody on duty can. */
    public enum Kind {
        DUTY,
        ON_CALL
    }

    /** @param at wall-clock time within the shift @param duration how long */
    public record Break(LocalTime at, Duration duration) {}

    /**
     * A shift of one day worked by somebody else.
     *
     * @param day on which the shift begins, in the zone of {@code from}
     * @param from whose shift it was
     * @param to who works it; at the same instants
     */
    public record Swap(LocalDate day, String from, String to) {}
}
