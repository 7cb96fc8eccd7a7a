/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence rule (RRULE, RFC 5545 section 3.3.10), expanded on the wall clock: no zone and no change of clocks plays
 * into it. A beginning that its own rule would not hit is none.
 *
 * @param text as written
 */
record Recurrence(String text) {
    private static final int LONGEST = 500;
    /** Bounds the work for one shift: a century and more of days. */
    private static final int MOST = 50_000;

    private static final Set<Freq> BY_DAYS = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);
    private static final LocalDateTime SAMPLE = LocalDateTime.of(2026, 1, 1, 8, 0);

    /** The rule; empty when it cannot be read, never hits a day, or repeats within hours. */
    static Optional<Recurrence> parse(String text) {
        String stripped = text.strip();
        RecurrenceRule rule = stripped.length() > LONGEST ? null : read(stripped);
        if (rule == null
                || !BY_DAYS.contains(rule.getFreq())
                || rule.hasPart(Part.BYMINUTE)
                || rule.hasPart(Part.BYSECOND)
                || rule.hasPart(Part.RSCALE)
                || rule.hasPart(Part.SKIP)) {
            return Optional.empty();
        }
        Recurrence recurrence = new Recurrence(stripped);
        try {
            recurrence.beginnings(SAMPLE, ZoneId.of("UTC"), SAMPLE, SAMPLE.plusDays(1));
            return Optional.of(recurrence);
        } catch (IllegalArgumentException neverHits) {
            return Optional.empty();
        }
    }

    private static @Nullable RecurrenceRule read(String text) {
        try {
            return new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * When it begins, on the wall clock.
     *
     * @param start its first beginning
     * @param zone in which an UNTIL that is given in UTC is told
     * @param from the first that is wanted
     * @param until not within
     */
    List<LocalDateTime> beginnings(LocalDateTime start, ZoneId zone, LocalDateTime from, LocalDateTime until) {
        RecurrenceRule rule = read(text);
        if (rule == null) {
            return List.of();
        }
        DateTime end = rule.getUntil();
        if (end != null) {
            rule.setUntil(floating(wallClock(end, zone)));
        }
        RecurrenceRuleIterator iterator = rule.iterator(floating(start));
        if (from.isAfter(start)) {
            iterator.fastForward(floating(from));
        }
        List<LocalDateTime> found = new ArrayList<>();
        for (int i = 0; i < MOST && iterator.hasNext(); i++) {
            DateTime next = iterator.nextDateTime();
            LocalDateTime wall = LocalDateTime.of(
                    next.getYear(),
                    next.getMonth() + 1,
                    next.getDayOfMonth(),
                    next.getHours(),
                    next.getMinutes(),
                    next.getSeconds());
            if (!wall.isBefore(until)) {
                break;
            }
            if (!wall.isBefore(from)) {
                found.add(wall);
            }
        }
        return found;
    }

    /** A day includes its end; what is in UTC, as RFC 5545 wants it for a start in a zone, is told by the zone's clock. */
    private static LocalDateTime wallClock(DateTime end, ZoneId zone) {
        if (!end.isAllDay() && !end.isFloating()) {
            return LocalDateTime.ofInstant(Instant.ofEpochMilli(end.getTimestamp()), zone);
        }
        LocalTime time = end.isAllDay()
                ? LocalTime.of(23, 59, 59)
                : LocalTime.of(end.getHours(), end.getMinutes(), end.getSeconds());
        return LocalDateTime.of(end.getYear(), end.getMonth() + 1, end.getDayOfMonth(), 0, 0)
                .with(time);
    }

    private static DateTime floating(LocalDateTime wall) {
        return new DateTime(
                wall.getYear(),
                wall.getMonthValue() - 1,
                wall.getDayOfMonth(),
                wall.getHour(),
                wall.getMinute(),
                wall.getSecond());
    }
}
