/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One shift of one day. A beginning or end that a change of clocks leaves out is as much later as the clocks go forward;
 * one that comes twice is the earlier (RFC 5545 section 3.3.5). Both are told by the wall clock, each by itself.
 *
 * @param roster position of its roster in the document
 * @param shift position of its shift in the roster
 * @param swap position of the swap that moved it to another; -1 = none did
 * @param reader who works it
 * @param kind duty or on call
 * @param zone of the reader whose shift it was first
 * @param begins on the wall clock of that zone
 * @param ends on the same, not within
 * @param from as an instant
 * @param until as an instant, after {@code from}
 * @param breaks within it
 */
record Worked(
        int roster,
        int shift,
        int swap,
        String reader,
        Roster.Kind kind,
        ZoneId zone,
        LocalDateTime begins,
        LocalDateTime ends,
        Instant from,
        Instant until,
        List<Pause> breaks) {

    /** A break as instants. */
    record Pause(Instant from, Instant until) {}

    /** Whether both are worked at one moment: on the wall clock where they share one, so that clocks going forward join nothing. */
    boolean overlaps(Worked later) {
        return zone.equals(later.zone) ? later.begins.isBefore(ends) : later.from.isBefore(until);
    }

    /** All that is worked between two instants, in document order; each shift's by its beginning. */
    static List<Worked> between(Configuration configuration, Instant from, Instant until) {
        Map<String, ZoneId> zones = new HashMap<>();
        configuration.readers().forEach(reader -> zones.putIfAbsent(reader.name(), reader.timezone()));
        List<Worked> all = new ArrayList<>();
        for (int r = 0; r < configuration.rosters().size(); r++) {
            Roster roster = configuration.rosters().get(r);
            for (int s = 0; s < roster.shifts().size(); s++) {
                ZoneId zone = zones.get(roster.shifts().get(s).reader());
                if (zone != null) {
                    expand(roster, r, s, zone, from, until, all);
                }
            }
        }
        return all;
    }

    private static void expand(
            Roster roster, int r, int s, ZoneId zone, Instant from, Instant until, List<Worked> all) {
        Roster.Shift shift = roster.shifts().get(s);
        // a day each for the shift's length and for the clock's offset
        LocalDateTime first = LocalDateTime.ofInstant(from, zone).minusDays(2);
        LocalDateTime last = LocalDateTime.ofInstant(until, zone).plusDays(1);
        for (LocalDateTime begins : beginnings(shift, zone, first, last)) {
            Worked worked = worked(roster, r, s, zone, begins);
            if (worked != null
                    && worked.until.isAfter(from)
                    && worked.from.isBefore(until)
                    && !shift.except().contains(begins.toLocalDate())
                    && (shift.onHolidays() || !roster.holidays().contains(begins.toLocalDate()))) {
                all.add(worked);
            }
        }
    }

    private static List<LocalDateTime> beginnings(
            Roster.Shift shift, ZoneId zone, LocalDateTime first, LocalDateTime last) {
        if (shift.rule() == null) {
            boolean within = !shift.start().isBefore(first) && shift.start().isBefore(last);
            return within ? List.of(shift.start()) : List.of();
        }
        return new Recurrence(shift.rule()).beginnings(shift.start(), zone, first, last);
    }

    /** Null when the change of clocks leaves the whole shift out. */
    private static @Nullable Worked worked(Roster roster, int r, int s, ZoneId zone, LocalDateTime begins) {
        Roster.Shift shift = roster.shifts().get(s);
        LocalDateTime ends = begins.plus(shift.duration());
        Instant from = instant(begins, zone);
        Instant until = instant(ends, zone);
        if (!from.isBefore(until)) {
            return null;
        }
        int swap = swapOf(roster, shift.reader(), begins);
        return new Worked(
                r,
                s,
                swap,
                swap < 0 ? shift.reader() : roster.swaps().get(swap).to(),
                shift.kind(),
                zone,
                begins,
                ends,
                from,
                until,
                pauses(shift, zone, begins, ends));
    }

    private static int swapOf(Roster roster, String reader, LocalDateTime begins) {
        for (int i = 0; i < roster.swaps().size(); i++) {
            Roster.Swap swap = roster.swaps().get(i);
            if (swap.from().equals(reader) && swap.day().equals(begins.toLocalDate())) {
                return i;
            }
        }
        return -1;
    }

    private static List<Pause> pauses(Roster.Shift shift, ZoneId zone, LocalDateTime begins, LocalDateTime ends) {
        List<Pause> pauses = new ArrayList<>();
        for (Roster.Break each : shift.breaks()) {
            LocalDateTime at = within(each, begins);
            LocalDateTime end = at.plus(each.duration());
            Instant from = instant(at, zone);
            Instant until = instant(end.isAfter(ends) ? ends : end, zone);
            if (from.isBefore(until)) {
                pauses.add(new Pause(from, until));
            }
        }
        return List.copyOf(pauses);
    }

    /** When a break begins in a shift that begins then: that day, or the next if it is over midnight. */
    private static LocalDateTime within(Roster.Break each, LocalDateTime begins) {
        LocalDateTime at = begins.toLocalDate().atTime(each.at());
        return at.isBefore(begins) ? at.plusDays(1) : at;
    }

    /** Whether a break lies wholly within its shift. */
    static boolean holds(Roster.Shift shift, Roster.Break each) {
        Duration before = Duration.between(shift.start(), within(each, shift.start()));
        return before.plus(each.duration()).compareTo(shift.duration()) <= 0;
    }

    private static Instant instant(LocalDateTime wall, ZoneId zone) {
        return wall.atZone(zone).toInstant();
    }
}
