/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * What a site has agreed with a group. Where a site has contracts with a group, only what one of them covers may go there.
 * A site and a group that have none are one house: nothing limits them, and nothing is paid.
 *
 * @param name shown in explanations
 * @param site whose cases
 * @param group who reads them
 * @param modalities (0008,0060) that it covers; empty = every one
 * @param hours when cases may be given, on the site's wall clock; empty = always
 * @param price for a case, in the contract's currency
 * @param currency ISO 4217
 * @param clocks time to read by priority that the group owes; it stands instead of the site's
 * @param from first day at the site; null = always was
 * @param until last day; null = no end is known
 * @param holidays days at the site on which none of {@code hours} begins, and no business hours of its clocks
 * @param businessHours in which its clocks run; null = the site's
 * @param clockUntil what ends its clocks
 * @param clockFrom what starts its clocks
 */
public record Contract(
        String name,
        String site,
        String group,
        Set<String> modalities,
        List<Hours> hours,
        BigDecimal price,
        String currency,
        Map<Priority, Duration> clocks,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        Set<LocalDate> holidays,
        @Nullable BusinessHours businessHours,
        ClockTerms.Until clockUntil,
        ClockTerms.Start clockFrom) {
    public Contract {
        modalities = Set.copyOf(modalities);
        hours = List.copyOf(hours);
        clocks = Map.copyOf(clocks);
        holidays = Set.copyOf(holidays);
    }

    /** One without holidays and business hours, whose clocks start when the study is complete and end with the final report. */
    public Contract(
            String name,
            String site,
            String group,
            Set<String> modalities,
            List<Hours> hours,
            BigDecimal price,
            String currency,
            Map<Priority, Duration> clocks,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {
        this(
                name,
                site,
                group,
                modalities,
                hours,
                price,
                currency,
                clocks,
                from,
                until,
                Set.of(),
                null,
                ClockTerms.Until.FINAL,
                ClockTerms.Start.COMPLETE);
    }

    /**
     * Whether it covers a case.
     *
     * @param at the moment on the site's wall clock
     */
    public boolean covers(String modality, LocalDateTime at) {
        LocalDate day = at.toLocalDate();
        return (modalities.isEmpty() || modalities.contains(modality))
                && (from == null || !day.isBefore(from))
                && (until == null || !day.isAfter(until))
                && (hours.isEmpty() ? !holidays.contains(day) : hours.stream().anyMatch(span -> holds(span, at)));
    }

    /** What began on a holiday does not hold, and what began the evening before still does. */
    private boolean holds(Hours span, LocalDateTime at) {
        LocalDate day = at.toLocalDate();
        return span.hold(at.getDayOfWeek(), at.toLocalTime())
                && (holidays.isEmpty() || !holidays.contains(span.began(day, at.toLocalTime())));
    }

    /**
     * Hours of a week. A span that ends at or before its beginning ends on the next day.
     *
     * @param days on which it begins; empty = each
     * @param from wall-clock time
     * @param until wall-clock time, not within
     */
    public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
        public Hours {
            days = Set.copyOf(days);
        }

        /** Whether this moment of the site's wall clock is within. */
        public boolean hold(DayOfWeek day, LocalTime time) {
            if (from.isBefore(until)) {
                return begins(day) && !time.isBefore(from) && time.isBefore(until);
            }
            return (begins(day) && !time.isBefore(from)) || (begins(day.minus(1)) && time.isBefore(until));
        }

        /** The day on which the span began that holds at this moment. */
        private LocalDate began(LocalDate day, LocalTime time) {
            boolean today = from.isBefore(until) || (begins(day.getDayOfWeek()) && !time.isBefore(from));
            return today ? day : day.minusDays(1);
        }

        boolean begins(DayOfWeek day) {
            return days.isEmpty() || days.contains(day);
        }
    }
}
