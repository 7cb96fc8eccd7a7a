/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.config.Duties.Duty;
import org.overread.config.Duties.Span;
import org.overread.config.Duties.State;

class DutyCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Zones with a change at night, at midnight, of half an hour, in the south, around Ramadan, and with none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin", "Europe/London", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
                "America/Santiago", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Kathmandu",
                "Asia/Tokyo", "Africa/Cairo", "Africa/Casablanca", "Pacific/Auckland", "Pacific/Chatham"
            })
    void every_shift_of_two_years_is_where_the_wall_clock_of_its_zone_has_it(String name) {
        ZoneId zone = ZoneId.of(name);
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = Instant.parse("2028-01-01T00:00:00Z");
        for (LocalTime time : List.of(
                LocalTime.of(8, 0),
                LocalTime.of(22, 0),
                LocalTime.of(2, 30),
                LocalTime.MIDNIGHT,
                LocalTime.of(0, 15))) {
            for (Duration length : List.of(Duration.ofHours(8), Duration.ofMinutes(270), Duration.ofHours(24))) {
                Configuration configuration =
                        configuration(zone, shift(LocalDate.of(2025, 6, 1).atTime(time), length, "FREQ=DAILY"));
                List<Span> expected = new ArrayList<>();
                for (LocalDate day = LocalDate.of(2025, 12, 28);
                        day.isBefore(LocalDate.of(2028, 1, 4));
                        day = day.plusDays(1)) {
                    Instant begins = instant(day.atTime(time), zone);
                    Instant ends = instant(day.atTime(time).plus(length), zone);
                    if (ends.isAfter(from) && begins.isBefore(until) && begins.isBefore(ends)) {
                        expected.add(new Span("roster", Roster.Kind.DUTY, begins, ends));
                    }
                }
                DutyCalendar calendar = DutyCalendar.of(configuration, from, until);
                assertThat(calendar.spans("anna")).isEqualTo(expected);
                for (Span span : expected) {
                    assertThat(calendar.at("anna", span.from()).state()).isEqualTo(State.ON_DUTY);
                    assertThat(calendar.at("anna", span.until().minusSeconds(1)).state())
                            .isEqualTo(State.ON_DUTY);
                }
            }
        }
    }

    /** As RFC 5545 section 3.3.5 has it: by the offset before the change, whichever way the clocks go. */
    private static Instant instant(LocalDateTime wall, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> valid = rules.getValidOffsets(wall);
        ZoneOffset offset = valid.isEmpty() ? rules.getTransition(wall).getOffsetBefore() : valid.get(0);
        return wall.toInstant(offset);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        // 29 March 2026: from two o'clock on it is three; 25 October 2026: from three on it is two again
        "2026-03-28T22:00, PT8H, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
        "2026-03-29T02:30, PT8H, 2026-03-29T01:30:00Z, 2026-03-29T08:30:00Z",
        "2026-03-28T18:00, PT8H30M, 2026-03-28T17:00:00Z, 2026-03-29T01:30:00Z",
        "2026-10-24T22:00, PT8H, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z",
        "2026-10-25T02:30, PT8H, 2026-10-25T00:30:00Z, 2026-10-25T09:30:00Z",
        "2026-10-24T18:00, PT8H30M, 2026-10-24T16:00:00Z, 2026-10-25T00:30:00Z"
    })
    void a_shift_over_a_change_of_clocks_keeps_its_wall_clock(
            String start, String length, Instant from, Instant until) {
        DutyCalendar calendar = calendar(shift(LocalDateTime.parse(start), Duration.parse(length), null));
        assertThat(calendar.spans("anna")).containsExactly(new Span("roster", Roster.Kind.DUTY, from, until));
    }

    @Test
    void a_shift_that_the_change_of_clocks_leaves_out_is_none() {
        assertThat(calendar(shift(LocalDateTime.parse("2026-03-29T02:00"), Duration.ofHours(1), null))
                        .spans("anna"))
                .isEmpty();
    }

    @Test
    void an_until_in_utc_is_told_by_the_readers_clock_and_one_of_a_day_includes_it() {
        LocalDateTime start = LocalDateTime.parse("2026-06-01T08:00");
        assertThat(calendar(shift(start, Duration.ofHours(8), "FREQ=DAILY;UNTIL=20260603T060000Z"))
                        .spans("anna"))
                .hasSize(3);
        assertThat(calendar(shift(start, Duration.ofHours(8), "FREQ=DAILY;UNTIL=20260603T055959Z"))
                        .spans("anna"))
                .hasSize(2);
        assertThat(calendar(shift(start, Duration.ofHours(8), "FREQ=DAILY;UNTIL=20260603"))
                        .spans("anna"))
                .hasSize(3);
        assertThat(calendar(shift(start, Duration.ofHours(8), "FREQ=DAILY;COUNT=5"))
                        .spans("anna"))
                .hasSize(5);
    }

    @Test
    void repeats_by_week_and_month_from_its_beginning_on() {
        // the first of June 2026 is a Monday, and no Tuesday
        assertThat(calendar(shift(
                                LocalDateTime.parse("2026-06-01T08:00"),
                                Duration.ofHours(8),
                                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4"))
                        .spans("anna"))
                .extracting(span -> span.from().atZone(BERLIN).toLocalDate())
                .containsExactly(
                        LocalDate.of(2026, 6, 2),
                        LocalDate.of(2026, 6, 4),
                        LocalDate.of(2026, 6, 16),
                        LocalDate.of(2026, 6, 18));
        assertThat(calendar(shift(
                                LocalDateTime.parse("2026-01-31T08:00"),
                                Duration.ofHours(8),
                                "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260401"))
                        .spans("anna"))
                .extracting(span -> span.from().atZone(BERLIN).toLocalDate())
                .containsExactly(LocalDate.of(2026, 2, 27), LocalDate.of(2026, 3, 27));
    }

    @Test
    void a_swapped_shift_is_the_others_at_the_same_instants_and_an_exchange_is_two_swaps() {
        Roster.Shift hers = shift(LocalDateTime.parse("2026-06-01T22:00"), Duration.ofHours(8), "FREQ=DAILY;COUNT=2");
        Roster.Shift his = of("bert", LocalDateTime.parse("2026-06-01T08:00"), "FREQ=DAILY;COUNT=2");
        LocalDate first = LocalDate.of(2026, 6, 1);
        Roster roster = new Roster(
                "roster",
                List.of(hers, his),
                List.of(new Roster.Swap(first, "anna", "bert"), new Roster.Swap(first, "bert", "anna")),
                Set.of());
        DutyCalendar calendar = over2026(List.of(roster));

        assertThat(calendar.spans("anna"))
                .extracting(Span::from)
                .containsExactly(Instant.parse("2026-05-31T23:00:00Z"), Instant.parse("2026-06-02T20:00:00Z"));
        assertThat(calendar.spans("bert"))
                .extracting(Span::from)
                .containsExactly(Instant.parse("2026-06-01T20:00:00Z"), Instant.parse("2026-06-01T23:00:00Z"));
    }

    @Test
    void nothing_begins_on_a_holiday_or_an_excepted_day_unless_it_says_so() {
        LocalDateTime start = LocalDateTime.parse("2026-06-01T08:00");
        Set<LocalDate> second = Set.of(LocalDate.of(2026, 6, 2));
        Roster.Shift excepted = new Roster.Shift(
                "anna", start, Duration.ofHours(8), "FREQ=DAILY;COUNT=3", Roster.Kind.DUTY, second, List.of(), true);
        Roster.Shift usual = of("bert", start, "FREQ=DAILY;COUNT=3");
        Roster.Shift always = new Roster.Shift(
                "bert",
                start.plusHours(8),
                Duration.ofHours(8),
                "FREQ=DAILY;COUNT=3",
                Roster.Kind.DUTY,
                Set.of(),
                List.of(),
                true);
        DutyCalendar calendar =
                over2026(List.of(new Roster("roster", List.of(excepted, usual, always), List.of(), second)));

        assertThat(calendar.spans("anna")).hasSize(2);
        assertThat(calendar.spans("bert")).hasSize(5);
    }

    @Test
    void within_a_break_nothing_comes_and_the_break_of_a_night_may_lie_after_midnight() {
        Roster.Shift night = new Roster.Shift(
                "anna",
                LocalDateTime.parse("2026-06-01T22:00"),
                Duration.ofHours(8),
                null,
                Roster.Kind.DUTY,
                Set.of(),
                List.of(new Roster.Break(LocalTime.of(2, 0), Duration.ofMinutes(30))),
                false);
        DutyCalendar calendar = calendar(night);
        Instant from = Instant.parse("2026-06-01T20:00:00Z");
        Instant until = Instant.parse("2026-06-02T04:00:00Z");
        Instant pause = Instant.parse("2026-06-02T00:00:00Z");

        assertThat(calendar.at("anna", from.minusSeconds(1))).isEqualTo(Duty.OFF);
        assertThat(calendar.at("anna", from)).isEqualTo(new Duty(State.ON_DUTY, from, until));
        assertThat(calendar.at("anna", pause)).isEqualTo(new Duty(State.ON_BREAK, from, pause.plusSeconds(1800)));
        assertThat(calendar.at("anna", pause.plusSeconds(1800))).isEqualTo(new Duty(State.ON_DUTY, from, until));
        assertThat(calendar.at("anna", until)).isEqualTo(Duty.OFF);
        assertThat(calendar.next("anna", from.minusSeconds(5))).contains(from);
        assertThat(calendar.next("anna", pause.plusSeconds(5))).contains(pause.plusSeconds(1800));
        assertThat(calendar.next("anna", pause.minusSeconds(5))).contains(pause.minusSeconds(5));
        assertThat(calendar.next("anna", until)).isEmpty();
    }

    @Test
    void of_shifts_at_once_duty_comes_before_on_call() {
        LocalDateTime start = LocalDateTime.parse("2026-06-01T08:00");
        Roster.Shift call = new Roster.Shift(
                "anna", start, Duration.ofHours(24), null, Roster.Kind.ON_CALL, Set.of(), List.of(), false);
        DutyCalendar calendar = over2026(List.of(
                new Roster("calls", List.of(call), List.of(), Set.of()),
                new Roster(
                        "days", List.of(shift(start.plusHours(4), Duration.ofHours(4), null)), List.of(), Set.of())));
        Instant begins = Instant.parse("2026-06-01T06:00:00Z");

        assertThat(calendar.at("anna", begins).state()).isEqualTo(State.ON_CALL);
        assertThat(calendar.at("anna", begins.plus(Duration.ofHours(4))))
                .isEqualTo(new Duty(State.ON_DUTY, begins.plus(Duration.ofHours(4)), begins.plus(Duration.ofHours(8))));
        assertThat(calendar.at("anna", begins.plus(Duration.ofHours(8))).state())
                .isEqualTo(State.ON_CALL);
        assertThat(calendar.spans("anna")).extracting(Span::roster).containsExactly("calls", "days");
    }

    @Test
    void one_count_serves_a_day_and_a_version() {
        Configuration configuration = configuration(
                BERLIN, shift(LocalDateTime.parse("2026-01-01T08:00"), Duration.ofHours(8), "FREQ=DAILY"));
        DutyRoster roster = new DutyRoster();
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        Duties first = roster.current(configuration, now);

        assertThat(roster.current(configuration, now.plusSeconds(3600))).isSameAs(first);
        assertThat(roster.current(configuration, now.plus(Duration.ofDays(1)))).isNotSameAs(first);
        assertThat(first.spans("anna").get(0).from()).isEqualTo(Instant.parse("2026-05-30T06:00:00Z"));
        assertThat(first.next("anna", Instant.parse("2026-06-15T23:00:00Z"))).isEmpty();
        assertThat(first.at("nobody", now)).isEqualTo(Duty.OFF);
    }

    private static Roster.Shift shift(LocalDateTime start, Duration length, String rule) {
        return new Roster.Shift("anna", start, length, rule, Roster.Kind.DUTY, Set.of(), List.of(), false);
    }

    private static Roster.Shift of(String reader, LocalDateTime start, String rule) {
        return new Roster.Shift(reader, start, Duration.ofHours(8), rule, Roster.Kind.DUTY, Set.of(), List.of(), false);
    }

    private static DutyCalendar calendar(Roster.Shift shift) {
        return over2026(List.of(new Roster("roster", List.of(shift), List.of(), Set.of())));
    }

    private static DutyCalendar over2026(List<Roster> rosters) {
        return DutyCalendar.of(
                configuration(rosters, reader("anna", BERLIN), reader("bert", ZoneId.of("Asia/Tokyo"))),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"));
    }

    private static Configuration configuration(ZoneId zone, Roster.Shift shift) {
        return configuration(List.of(new Roster("roster", List.of(shift), List.of(), Set.of())), reader("anna", zone));
    }

    private static Configuration configuration(List<Roster> rosters, Reader... readers) {
        return new Configuration(
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(readers),
                rosters,
                List.of(),
                List.of(),
                List.of());
    }

    private static Reader reader(String name, ZoneId zone) {
        return new Reader(
                name,
                Set.of("house"),
                zone,
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
    }
}
