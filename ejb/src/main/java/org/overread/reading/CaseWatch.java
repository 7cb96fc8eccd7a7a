/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overread.config.ClockTerms;
import org.overread.config.Ladder;

/**
 * What was told about a case's clock, in which hours it runs, and how far up its ladder it is.
 *
 * @param warnedAt when it was told that time runs short; null = not yet
 * @param breachedAt when it was told that time is over
 * @param ladder the steps as the configuration had them when the case was routed
 * @param step the place of the step that comes next in them
 * @param paused how much of the clock's time passed while it stood still, holds that ended
 * @param heldAt since when it stands still now
 * @param heldUntil when it goes on by itself; null = when somebody says so
 * @param heldBy who said so; null for a rule
 * @param holdReason why
 * @param terms when the clock runs, as agreed when it was started
 * @param forecastAt when it will be read, as it was forecast when that was found to be too late; null = in time, or
 *     nothing is known
 * @param remindedAt when it was last told that time is over or that it is still held; null = not again yet
 */
public record CaseWatch(
        @Nullable Instant warnedAt,
        @Nullable Instant breachedAt,
        List<Ladder.Step> ladder,
        int step,
        Duration paused,
        @Nullable Instant heldAt,
        @Nullable Instant heldUntil,
        @Nullable String heldBy,
        @Nullable String holdReason,
        ClockTerms terms,
        @Nullable Instant forecastAt,
        @Nullable Instant remindedAt) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    public CaseWatch {
        ladder = List.copyOf(ladder);
    }

    /** The step that comes next; empty at the ladder's top. */
    public Optional<Ladder.Step> next() {
        return step < ladder.size() ? Optional.of(ladder.get(step)) : Optional.empty();
    }

    /** The instant of the next step: its part of the time to read, pauses not counted. */
    Optional<Instant> nextAt(@Nullable Instant started, @Nullable Instant due) {
        if (started == null || due == null) {
            return Optional.empty();
        }
        return next().map(s -> instant(s, started, due));
    }

    private Instant instant(Ladder.Step of, Instant started, Instant due) {
        Duration time = terms.between(started, due).minus(paused);
        return terms.plus(started, paused.plusMillis((long) (time.toMillis() * of.at())));
    }

    CaseWatch warned(@Nullable Instant at) {
        return with(change -> change.warnedAt = at);
    }

    CaseWatch breached(@Nullable Instant at) {
        return with(change -> change.breachedAt = at);
    }

    /** Stands before its first step. */
    CaseWatch climbs(List<Ladder.Step> steps) {
        return with(change -> {
            change.ladder = steps;
            change.step = 0;
            change.forecastAt = null;
        });
    }

    /** Stands before a step further up. */
    CaseWatch at(int place) {
        return with(change -> change.step = place);
    }

    CaseWatch stepped() {
        return at(step + 1);
    }

    CaseWatch paused(Duration value) {
        return with(change -> change.paused = value);
    }

    CaseWatch held(Instant at, @Nullable Instant until, @Nullable String by, String reason) {
        return with(change -> change.hold(at, until, by, reason));
    }

    CaseWatch resumed() {
        return with(change -> change.hold(null, null, null, null));
    }

    CaseWatch agreed(ClockTerms value) {
        return with(change -> change.terms = value);
    }

    CaseWatch forecast(@Nullable Instant at) {
        return with(change -> change.forecastAt = at);
    }

    CaseWatch reminded(Instant at) {
        return with(change -> change.remindedAt = at);
    }

    private CaseWatch with(Consumer<Change> what) {
        Change change = new Change(this);
        what.accept(change);
        return change.done();
    }

    /** What becomes of one: all as it was, but for what is set. */
    private static final class Change {
        @Nullable
        Instant warnedAt;

        @Nullable
        Instant breachedAt;

        List<Ladder.Step> ladder;
        int step;
        Duration paused;

        @Nullable
        Instant heldAt;

        @Nullable
        Instant heldUntil;

        @Nullable
        String heldBy;

        @Nullable
        String holdReason;

        ClockTerms terms;

        @Nullable
        Instant forecastAt;

        @Nullable
        Instant remindedAt;

        Change(CaseWatch from) {
            warnedAt = from.warnedAt;
            breachedAt = from.breachedAt;
            ladder = from.ladder;
            step = from.step;
            paused = from.paused;
            heldAt = from.heldAt;
            heldUntil = from.heldUntil;
            heldBy = from.heldBy;
            holdReason = from.holdReason;
            terms = from.terms;
            forecastAt = from.forecastAt;
            remindedAt = from.remindedAt;
        }

        void hold(@Nullable Instant at, @Nullable Instant until, @Nullable String by, @Nullable String reason) {
            heldAt = at;
            heldUntil = until;
            heldBy = by;
            holdReason = reason;
        }

        CaseWatch done() {
            return new CaseWatch(
                    warnedAt,
                    breachedAt,
                    ladder,
                    step,
                    paused,
                    heldAt,
                    heldUntil,
                    heldBy,
                    holdReason,
                    terms,
                    forecastAt,
                    remindedAt);
        }
    }

    /**
     * When it is told again, so that no case is overlooked: of one that is held without an end each day, of one whose time
     * is over after an hour, and then each time after as long again, a day at most.
     */
    Optional<Instant> remindAt(boolean held, @Nullable Instant due) {
        if (held) {
            return heldUntil != null || heldAt == null
                    ? Optional.empty()
                    : Optional.of(latest(heldAt).plus(DAY));
        }
        if (breachedAt == null || due == null) {
            return Optional.empty();
        }
        Instant last = latest(breachedAt);
        Duration over = Duration.between(due, last);
        Duration wait = over.compareTo(HOUR) < 0 ? HOUR : over.compareTo(DAY) > 0 ? DAY : over;
        return Optional.of(last.plus(wait));
    }

    private Instant latest(Instant since) {
        return remindedAt == null || remindedAt.isBefore(since) ? since : remindedAt;
    }

    /** The clock has other instants: what they have not come to yet is told anew. */
    CaseWatch reclocked(Instant warn, Instant due) {
        return warned(warnedAt != null && warn.isAfter(warnedAt) ? null : warnedAt)
                .breached(breachedAt != null && due.isAfter(breachedAt) ? null : breachedAt)
                .forecast(forecastAt != null && due.isAfter(forecastAt) ? null : forecastAt);
    }
}
