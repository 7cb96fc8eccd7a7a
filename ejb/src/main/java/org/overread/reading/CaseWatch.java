/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.Ladder;

/**
 * What was told about a case's clock, and how far up its ladder it is.
 *
 * @param warnedAt when it was told that time runs short; null = not yet
 * @param breachedAt when it was told that time is over
 * @param ladder the steps as the configuration had them when the case was routed
 * @param step the place of the step that comes next in them
 * @param paused how long the clock stood still, holds that ended
 * @param heldAt since when it stands still now
 * @param heldUntil when it goes on by itself; null = when somebody says so
 * @param heldBy who said so; null for a rule
 * @param holdReason why
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
        @Nullable String holdReason) {
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
        Instant runs = started.plus(paused);
        return next().map(
                        s -> runs.plusMillis((long) (Duration.between(runs, due).toMillis() * s.at())));
    }

    CaseWatch warned(@Nullable Instant at) {
        return new CaseWatch(at, breachedAt, ladder, step, paused, heldAt, heldUntil, heldBy, holdReason);
    }

    CaseWatch breached(@Nullable Instant at) {
        return new CaseWatch(warnedAt, at, ladder, step, paused, heldAt, heldUntil, heldBy, holdReason);
    }

    /** Stands before its first step. */
    CaseWatch climbs(List<Ladder.Step> steps) {
        return new CaseWatch(warnedAt, breachedAt, steps, 0, paused, heldAt, heldUntil, heldBy, holdReason);
    }

    CaseWatch stepped() {
        return new CaseWatch(warnedAt, breachedAt, ladder, step + 1, paused, heldAt, heldUntil, heldBy, holdReason);
    }

    CaseWatch paused(Duration value) {
        return new CaseWatch(warnedAt, breachedAt, ladder, step, value, heldAt, heldUntil, heldBy, holdReason);
    }

    CaseWatch held(Instant at, @Nullable Instant until, @Nullable String by, String reason) {
        return new CaseWatch(warnedAt, breachedAt, ladder, step, paused, at, until, by, reason);
    }

    CaseWatch resumed() {
        return new CaseWatch(warnedAt, breachedAt, ladder, step, paused, null, null, null, null);
    }

    /** The clock has other instants: what they have not come to yet is told anew. */
    CaseWatch reclocked(Instant warn, Instant due) {
        return warned(warnedAt != null && warn.isAfter(warnedAt) ? null : warnedAt)
                .breached(breachedAt != null && due.isAfter(breachedAt) ? null : breachedAt);
    }
}
