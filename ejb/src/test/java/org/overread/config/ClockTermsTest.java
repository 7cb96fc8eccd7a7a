/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which hours a clock runs: 29 March and 25 October 2026 are the changes of clocks in Berlin. */
class ClockTermsTest {
    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<LocalDate> HOLIDAYS =
            Set.of(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 4, 3), LocalDate.of(2026, 4, 6));

    private static Contract.Hours hours(Set<DayOfWeek> days, String from, String until) {
        return new Contract.Hours(days, LocalTime.parse(from), LocalTime.parse(until));
    }

    private static ClockTerms terms(String zone, Contract.Hours... hours) {
        return new ClockTerms(ZoneId.of(zone), List.of(hours), HOLIDAYS, ClockTerms.Until.FINAL);
    }

    @ParameterizedTest(name = "{0} + {1} = {2}: {3}")
    @CsvSource({
        "2026-11-23T09:00, PT4H, 2026-11-23T13:00, within a day",
        "2026-11-23T17:00, PT4H, 2026-11-24T11:00, over a night",
        "2026-11-23T14:00, PT4H, 2026-11-23T18:00, to the very end of a day",
        "2026-11-23T03:00, PT4H, 2026-11-23T12:00, before work begins",
        "2026-11-27T17:30, PT1H, 2026-11-30T08:30, over a weekend",
        "2026-11-28T12:00, PT1H, 2026-11-30T09:00, on a Saturday",
        "2026-04-02T17:00, PT2H, 2026-04-07T09:00, over Easter",
        "2026-12-24T17:59, PT2M, 2026-12-28T08:01, over Christmas and a weekend",
        "2026-03-27T17:00, PT2H, 2026-03-30T09:00, over the night that is an hour shorter",
        "2026-10-23T17:00, PT2H, 2026-10-26T09:00, over the night that is an hour longer",
        "2026-11-23T09:00, PT24H, 2026-11-25T13:00, days of ten hours",
        "2026-11-23T09:00, PT0S, 2026-11-23T09:00, nothing"
    })
    void a_clock_runs_while_people_work(String from, String time, String until, String why) {
        ClockTerms weekdays = terms("Europe/Berlin", hours(WEEKDAYS, "08:00", "18:00"));
        Instant begins = at(from, "Europe/Berlin");
        Instant ends = at(until, "Europe/Berlin");
        assertThat(weekdays.plus(begins, Duration.parse(time))).as(why).isEqualTo(ends);
        assertThat(weekdays.between(begins, ends)).as(why).isEqualTo(Duration.parse(time));
    }

    @ParameterizedTest(name = "{0} + {1} = {2}: {3}")
    @CsvSource({
        "2026-03-28T22:00, PT7H, 2026-03-29T06:00, seven hours are all of that night",
        "2026-03-28T22:00, PT8H, 2026-03-29T23:00, and the eighth is of the next",
        "2026-10-24T22:00, PT9H, 2026-10-25T06:00, nine hours are all of that night",
        "2026-10-24T22:00, PT8H, 2026-10-25T05:00, the hour that comes twice counts twice",
        "2026-11-23T05:00, PT2H, 2026-11-23T23:00, what began the evening before still holds"
    })
    void a_night_is_as_long_as_it_is(String from, String time, String until, String why) {
        ClockTerms nights = terms("Europe/Berlin", hours(Set.of(), "22:00", "06:00"));
        assertThat(nights.plus(at(from, "Europe/Berlin"), Duration.parse(time)))
                .as(why)
                .isEqualTo(at(until, "Europe/Berlin"));
    }

    @Test
    void hours_that_begin_where_the_clock_leaves_out_an_hour_begin_later() {
        ClockTerms early = terms("Europe/Berlin", hours(Set.of(), "02:30", "10:00"));
        Instant midnight = at("2026-03-29T00:00", "Europe/Berlin");
        assertThat(early.plus(midnight, Duration.ofMinutes(1))).isEqualTo(at("2026-03-29T03:31", "Europe/Berlin"));
        assertThat(early.between(midnight, at("2026-03-29T12:00", "Europe/Berlin")))
                .isEqualTo(Duration.ofMinutes(390));
    }

    @Test
    void hours_that_overlap_count_once() {
        ClockTerms both = terms(
                "UTC",
                hours(Set.of(), "08:00", "12:00"),
                hours(Set.of(), "10:00", "14:00"),
                hours(Set.of(), "22:00", "09:00"));
        Instant begins = at("2026-11-23T00:00", "UTC");
        assertThat(both.between(begins, at("2026-11-24T00:00", "UTC"))).isEqualTo(Duration.ofHours(16));
        assertThat(both.plus(begins, Duration.ofHours(16))).isEqualTo(at("2026-11-24T00:00", "UTC"));
    }

    @Test
    void day_and_night_is_plain_time() {
        Instant begins = at("2026-12-25T00:00", "UTC");
        assertThat(ClockTerms.ALWAYS.plus(begins, Duration.ofHours(30))).isEqualTo(begins.plus(Duration.ofHours(30)));
        assertThat(ClockTerms.ALWAYS.between(begins, begins.minusSeconds(1))).isEqualTo(Duration.ZERO);
    }

    /** Every quarter of an hour of two years, asked of the zone's own wall clock. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin", "Europe/London", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
                "America/Santiago", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Kathmandu",
                "Asia/Tokyo", "Africa/Cairo", "Africa/Casablanca", "Pacific/Auckland", "Pacific/Chatham"
            })
    void time_passes_when_the_wall_clock_of_the_zone_says_so(String name) {
        ZoneId zone = ZoneId.of(name);
        Contract.Hours day = hours(WEEKDAYS, "08:00", "18:00");
        Contract.Hours night = hours(Set.of(DayOfWeek.SATURDAY), "22:00", "06:00");
        ClockTerms terms = terms(name, day, night);
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        int quarters = 2 * 365 * 96;
        long[] passed = new long[quarters + 1];
        for (int i = 0; i < quarters; i++) {
            ZonedDateTime at = begin.plus(Duration.ofMinutes(15L * i)).atZone(zone);
            LocalDate evening = at.getHour() < 6 ? at.toLocalDate().minusDays(1) : at.toLocalDate();
            boolean works = (WEEKDAYS.contains(at.getDayOfWeek())
                            && at.getHour() >= 8
                            && at.getHour() < 18
                            && !HOLIDAYS.contains(at.toLocalDate()))
                    || (evening.getDayOfWeek() == DayOfWeek.SATURDAY
                            && (at.getHour() >= 22 || at.getHour() < 6)
                            && !HOLIDAYS.contains(evening));
            passed[i + 1] = passed[i] + (works ? 15 : 0);
        }
        for (int i = 0; i < quarters - 96 * 40; i += 37) {
            Instant from = begin.plus(Duration.ofMinutes(15L * i));
            int later = i + 1 + i % (96 * 40);
            Instant until = begin.plus(Duration.ofMinutes(15L * later));
            Duration time = Duration.ofMinutes(passed[later] - passed[i]);
            assertThat(terms.between(from, until)).as("%s to %s", from, until).isEqualTo(time);
            Instant reached = terms.plus(from, time);
            assertThat(reached).as("%s + %s", from, time).isBeforeOrEqualTo(until);
            assertThat(terms.between(from, reached)).isEqualTo(time);
        }
    }

    private static Instant at(String wall, String zone) {
        return java.time.LocalDateTime.parse(wall).atZone(ZoneId.of(zone)).toInstant();
    }
}
