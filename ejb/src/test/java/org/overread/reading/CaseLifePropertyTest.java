/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.overread.config.ClockTerms;
import org.overread.config.Contract;
import org.overread.config.Ladder;
import org.overread.shared.OverreadException;
import org.overread.shared.Priority;

/**
 * A case's life by the values alone, without a database: whatever people do and whichever timers fire, an open case has a
 * next instant, each timer moves it on, its time to read stays what was agreed, and what raises a priority never lowers it.
 */
class CaseLifePropertyTest {
    private static final Instant BEGIN = Instant.parse("2026-10-23T15:30:00Z");
    private static final ClockTerms OFFICE = new ClockTerms(
            ZoneId.of("Europe/Berlin"),
            List.of(new Contract.Hours(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(8, 0), LocalTime.of(18, 0))),
            Set.of(LocalDate.of(2026, 10, 26)),
            ClockTerms.Until.PRELIMINARY);

    private enum Act {
        ROUTE,
        AVAILABLE,
        CLAIM,
        RELEASE,
        PRELIMINARY,
        FINAL,
        LATE_IMAGES,
        COMPLETE_AGAIN,
        HOLD,
        HOLD_A_WHILE,
        RESUME,
        RAISE,
        CLOCK,
        FORECAST,
        NEXT_TIMER,
        TIME_PASSES
    }

    private record Step(Act act, int number) {}

    private Instant now = BEGIN;
    private Duration agreed = Duration.ZERO;
    private ReadingCase found;

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Act.class), Arbitraries.integers().between(0, 200))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 10_000)
    void an_open_case_has_a_next_instant_and_its_time_stays_what_was_agreed(
            @ForAll("lives") List<Step> life, @ForAll boolean office) {
        now = BEGIN;
        CaseWatch watch = new CaseWatch(
                null,
                null,
                List.of(new Ladder.Step(0.5, null, null, true), new Ladder.Step(1, "region", null, true)),
                0,
                Duration.ZERO,
                null,
                null,
                null,
                null,
                ClockTerms.ALWAYS,
                null,
                null);
        found = new ReadingCase(
                1,
                "S",
                1L,
                1L,
                CaseState.COMPLETE,
                Priority.ROUTINE,
                "CT",
                null,
                null,
                null,
                false,
                true,
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
                BEGIN,
                BEGIN,
                null,
                1,
                null,
                watch);
        clock(office, 240);
        for (Step step : life) {
            try {
                take(step, office);
            } catch (OverreadException illegal) {
                assertThat(illegal.kind()).isEqualTo(OverreadException.Kind.CONFLICT);
            }
            holds(step + " of " + life);
        }
    }

    private void clock(boolean office, int minutes) {
        agreed = Duration.ofMinutes(minutes);
        found = new CaseChange(found)
                .clock(
                        found.clockStartedAt() == null ? now : found.clockStartedAt(),
                        agreed,
                        office ? OFFICE : ClockTerms.ALWAYS)
                .done();
    }

    private void take(Step step, boolean office) {
        CaseChange change = new CaseChange(found);
        switch (step.act()) {
            case ROUTE ->
                found = change.state(CaseState.ROUTED)
                        .ownerGroup("local")
                        .triage(false)
                        .done();
            case AVAILABLE -> found = change.state(CaseState.AVAILABLE).done();
            case CLAIM -> found = change.state(CaseState.READING).reader("rita").done();
            case RELEASE ->
                found = change.state(CaseState.AVAILABLE).reader(null).done();
            case PRELIMINARY -> found = change.state(CaseState.PRELIMINARY).done();
            case FINAL -> found = change.state(CaseState.FINAL).done();
            case LATE_IMAGES -> found = change.state(CaseState.ARRIVING).done();
            case COMPLETE_AGAIN -> found = change.state(CaseState.COMPLETE).done();
            case HOLD, HOLD_A_WHILE -> {
                if (!found.held()) {
                    Instant until = step.act() == Act.HOLD ? null : now.plus(Duration.ofHours(1 + step.number()));
                    found = change.hold(now, until, "cora", "x").done();
                }
            }
            case RESUME -> {
                if (found.held()) {
                    found = change.resume(now).done();
                }
            }
            case RAISE -> {
                Priority before = found.priority();
                Priority said = Priority.values()[step.number() % Priority.values().length];
                found = change.priority(before.raisedTo(said)).done();
                assertThat(found.priority()).isLessThanOrEqualTo(before).isLessThanOrEqualTo(said);
            }
            case CLOCK -> clock(office && step.number() % 3 != 0, 10 + step.number());
            case FORECAST -> found = change.watch(found.watch().forecast(now)).done();
            case NEXT_TIMER -> {
                now = CaseDue.wanted(found).values().stream()
                        .min(Instant::compareTo)
                        .filter(at -> at.isAfter(now))
                        .orElse(now);
                fire();
            }
            case TIME_PASSES -> {
                now = now.plus(Duration.ofMinutes(step.number() * 7L));
                fire();
            }
        }
    }

    /** What the handlers do with what is due: each once, and then nothing is. */
    private void fire() {
        for (int rounds = 0; ; rounds++) {
            assertThat(rounds).as("timers that never end: %s", found).isLessThan(20);
            Map<DueKind, Instant> due = CaseDue.wanted(found);
            due.values().removeIf(at -> at.isAfter(now));
            if (due.isEmpty()) {
                return;
            }
            for (DueKind kind : due.keySet()) {
                CaseWatch watch = found.watch();
                CaseChange change = new CaseChange(found);
                found = switch (kind) {
                    case WARN -> change.watch(watch.warned(now)).done();
                    case BREACH -> change.watch(watch.breached(now)).done();
                    case ESCALATE -> change.watch(watch.stepped()).done();
                    case REMIND -> change.watch(watch.reminded(now)).done();
                    case RESUME -> change.resume(now).done();
                    case OFFER -> found;
                };
            }
        }
    }

    private void holds(String when) {
        if (found.state().isOpen() && (found.held() || found.clockRuns())) {
            assertThat(CaseDue.wanted(found)).as(when).isNotEmpty();
        }
        Instant started = found.clockStartedAt();
        assertThat(found.warnAt()).as(when).isBetween(started, found.dueAt());
        ClockTerms terms = found.watch().terms();
        assertThat(found.watch().paused()).as(when).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(terms.between(started, found.dueAt()).minus(found.watch().paused()))
                .as(when)
                .isEqualTo(agreed);
        found.nextStepAt().ifPresent(at -> assertThat(at).as(when).isBetween(started, found.dueAt()));
        assertThat(found.held()).as(when).isEqualTo(found.watch().heldAt() != null);
        assertThat(found.ownerGroup() != null || found.triage()).as(when).isTrue();
    }
}
