/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overread.config.ClockTerms;
import org.overread.config.Contract;
import org.overread.config.Ladder;
import org.overread.shared.Priority;

/** The instants of one case's clock: started, paused, stopped; in business hours of Monday to Friday, 8 to 18 UTC. */
class CaseClockTest {
    private static final ClockTerms OFFICE = new ClockTerms(
            ZoneOffset.UTC,
            List.of(new Contract.Hours(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(8, 0), LocalTime.of(18, 0))),
            Set.of(),
            ClockTerms.Until.FINAL);

    private static ReadingCase complete(CaseState state, CaseWatch watch) {
        return new ReadingCase(
                1,
                "S",
                1L,
                1L,
                state,
                Priority.ROUTINE,
                "CT",
                null,
                "local",
                null,
                false,
                false,
                false,
                false,
                false,
                ImageState.COMPLETE,
                3,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                1,
                null,
                watch);
    }

    private static CaseWatch fresh(Ladder.Step... steps) {
        return new CaseWatch(
                null, null, List.of(steps), 0, Duration.ZERO, null, null, null, null, ClockTerms.ALWAYS, null, null);
    }

    private static Instant at(String text) {
        return Instant.parse(text + ":00Z");
    }

    @Test
    void warning_steps_and_breach_lie_within_the_hours() {
        ReadingCase c = new CaseChange(complete(CaseState.AVAILABLE, fresh(new Ladder.Step(0.5, null, null, true))))
                .clock(at("2026-11-27T17:00"), Duration.ofHours(10), OFFICE)
                .done();
        assertThat(c.warnAt()).isEqualTo(at("2026-11-30T14:00"));
        assertThat(c.dueAt()).isEqualTo(at("2026-11-30T17:00"));
        assertThat(c.watch().nextAt(c.clockStartedAt(), c.dueAt())).contains(at("2026-11-30T12:00"));
    }

    @ParameterizedTest(name = "held {0} to {1}: due {2}, paused {3}")
    @CsvSource({
        "2026-11-30T09:00, 2026-11-30T11:00, 2026-12-01T09:00, PT2H",
        "2026-11-27T19:00, 2026-11-30T07:00, 2026-11-30T17:00, PT0S",
        "2026-11-27T17:30, 2026-11-30T08:30, 2026-11-30T18:00, PT1H",
        "2026-11-30T16:00, 2026-12-02T12:00, 2026-12-02T13:00, PT16H"
    })
    void a_hold_counts_only_what_the_clock_would_have_counted(String held, String resumed, String due, String paused) {
        ReadingCase c = new CaseChange(complete(CaseState.AVAILABLE, fresh()))
                .clock(at("2026-11-27T17:00"), Duration.ofHours(10), OFFICE)
                .done();
        c = new CaseChange(c).hold(at(held), null, "cora", "waits").done();
        c = new CaseChange(c).resume(at(resumed)).done();
        assertThat(c.dueAt()).isEqualTo(at(due));
        assertThat(c.watch().paused()).isEqualTo(Duration.parse(paused));
        assertThat(OFFICE.between(c.clockStartedAt(), c.dueAt()).minus(c.watch().paused()))
                .isEqualTo(Duration.ofHours(10));
    }

    @Test
    void steps_after_a_hold_are_parts_of_the_time_to_read_and_not_of_the_hold() {
        ReadingCase c = new CaseChange(complete(CaseState.AVAILABLE, fresh(new Ladder.Step(0.5, null, null, true))))
                .clock(at("2026-11-30T08:00"), Duration.ofHours(4), OFFICE)
                .done();
        c = new CaseChange(c)
                .hold(at("2026-11-30T09:00"), null, "cora", "waits")
                .done();
        c = new CaseChange(c).resume(at("2026-12-01T09:00")).done();
        assertThat(c.dueAt()).isEqualTo(at("2026-12-01T12:00"));
        assertThat(c.watch().nextAt(c.clockStartedAt(), c.dueAt())).contains(at("2026-12-01T10:00"));
    }

    @Test
    void a_contract_says_whether_a_preliminary_report_ends_the_clock() {
        CaseWatch until =
                fresh().agreed(new ClockTerms(ZoneOffset.UTC, List.of(), Set.of(), ClockTerms.Until.PRELIMINARY));
        assertThat(complete(CaseState.PRELIMINARY, until).clockRuns()).isFalse();
        assertThat(complete(CaseState.READING, until).clockRuns()).isTrue();
        assertThat(complete(CaseState.PRELIMINARY, fresh()).clockRuns()).isTrue();
        assertThat(complete(CaseState.FINAL, fresh()).clockRuns()).isFalse();
    }
}
