/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Roster;
import org.overread.config.Site;
import org.overread.routing.Coverage.Ending;
import org.overread.routing.Coverage.Hour;
import org.overread.routing.Coverage.Kind;
import org.overread.routing.Coverage.Line;
import org.overread.routing.Coverage.Span;

/**
 * Counts who may and can read what in the hours to come. Each quarter of an hour is a bit; an hour is as good as its worst
 * quarter. A break counts as being there: who is on one comes back. Loads, languages and single cases' conflicts are not
 * looked at.
 */
public final class CoverageCount {
    /** Hours that are looked at. */
    public static final int HOURS = 7 * 24;

    private static final int QUARTERS = 4;
    private static final int SLOTS = HOURS * QUARTERS;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int MOST_SPANS = 1_000;

    private final Configuration configuration;
    private final Staff staff;
    private final Instant from;
    private final Map<String, BitSet> onDuty = new HashMap<>();
    private final Map<String, BitSet> onCall = new HashMap<>();
    private final Map<List<String>, BitSet> licensed = new HashMap<>();
    private final List<Span> gaps = new ArrayList<>();
    private final List<Span> singles = new ArrayList<>();

    private CoverageCount(Configuration configuration, Duties duties, Instant now) {
        this.configuration = configuration;
        this.staff = new Staff(configuration);
        this.from = now.truncatedTo(ChronoUnit.HOURS);
        for (Reader reader : configuration.readers()) {
            shifts(reader.name(), duties);
        }
        for (Reader reader : configuration.readers()) {
            supervised(reader);
        }
    }

    /**
     * Counts.
     *
     * @param duties known from now on for seven days
     * @param sites which are looked at
     */
    public static Coverage of(Configuration configuration, Duties duties, Instant now, Predicate<String> sites) {
        return new CoverageCount(configuration, duties, now).count(sites);
    }

    private Coverage count(Predicate<String> wanted) {
        List<Line> lines = new ArrayList<>();
        Set<Ending> endings = new TreeSet<>(
                Comparator.comparing(Ending::last).thenComparing(Ending::reader).thenComparing(Ending::jurisdiction));
        for (Site site : configuration.sites()) {
            if (!wanted.test(site.name())) {
                continue;
            }
            for (String modality : modalities()) {
                line(lines, site, modality);
            }
            endings.addAll(LicenceEndings.at(site, configuration, from));
        }
        Comparator<Span> earliest = Comparator.comparing(Span::from);
        return new Coverage(
                from,
                from.plus(Duration.ofHours(HOURS)),
                lines,
                gaps.stream().sorted(earliest).limit(MOST_SPANS).toList(),
                singles.stream().sorted(earliest).limit(MOST_SPANS).toList(),
                List.copyOf(endings));
    }

    /** Those that a reader or contract names; one that stands for all, when none does. */
    private Set<String> modalities() {
        Set<String> found = new TreeSet<>();
        configuration.readers().forEach(reader -> found.addAll(reader.modalities()));
        configuration.contracts().forEach(contract -> found.addAll(contract.modalities()));
        return found.isEmpty() ? Set.of("") : found;
    }

    /** None, and each that a rule asks for. */
    private Set<String> specialties() {
        Set<String> found = new TreeSet<>(Set.of(""));
        configuration.rules().forEach(rule -> found.addAll(rule.then().needs().specialties()));
        return found;
    }

    private void line(List<Line> lines, Site site, String modality) {
        Map<String, BitSet> byGroup = new HashMap<>();
        BitSet whole = new BitSet(SLOTS);
        for (Group group : configuration.groups()) {
            BitSet open = open(group, site.name(), modality);
            byGroup.put(group.name(), open);
            if (staff.of(group.name()).size() == 0) {
                whole.or(open);
            }
        }
        for (String specialty : specialties()) {
            BitSet once = new BitSet(SLOTS);
            BitSet twice = new BitSet(SLOTS);
            BitSet called = new BitSet(SLOTS);
            Map<String, BitSet> there = new HashMap<>();
            for (Reader reader : configuration.readers()) {
                if (may(reader, site, modality, specialty)) {
                    BitSet allowed = allowed(reader, site, byGroup);
                    BitSet duty = both(allowed, bits(onDuty, reader.name()));
                    twice.or(both(once, duty));
                    once.or(duty);
                    called.or(both(allowed, bits(onCall, reader.name())));
                    if (!duty.isEmpty()) {
                        there.put(reader.name(), duty);
                    }
                }
            }
            Kind kind = new Kind(site.name(), modality, specialty);
            List<Hour> hours = new ArrayList<>();
            for (int hour = 0; hour < HOURS; hour++) {
                hours.add(worst(hour, once, twice, called, whole));
            }
            lines.add(new Line(kind, hours));
            spans(kind, hours, there);
        }
    }

    private static boolean may(Reader reader, Site site, String modality, String specialty) {
        return (reader.privileges().isEmpty() || reader.privileges().contains(site.name()))
                && (reader.modalities().isEmpty()
                        || modality.isEmpty()
                        || reader.modalities().contains(modality))
                && (specialty.isEmpty() || reader.specialties().contains(specialty));
    }

    /** When a reader may have a case of the site: by groups, contracts and licences. */
    private BitSet allowed(Reader reader, Site site, Map<String, BitSet> byGroup) {
        BitSet allowed = new BitSet(SLOTS);
        for (String group : reader.groups()) {
            allowed.or(byGroup.getOrDefault(group, new BitSet()));
        }
        if (!site.jurisdiction().isEmpty()) {
            allowed.and(licensed.computeIfAbsent(
                    List.of(reader.name(), site.jurisdiction()), key -> licensed(reader, site.jurisdiction())));
        }
        return allowed;
    }

    /** The days, in the reader's zone, on which a licence for the place holds. */
    private BitSet licensed(Reader reader, String jurisdiction) {
        BitSet held = new BitSet(SLOTS);
        LocalDate day = from.atZone(reader.timezone()).toLocalDate();
        for (int slot = 0; slot < SLOTS; ) {
            LocalDate today = day;
            day = day.plusDays(1);
            int next =
                    Math.min(SLOTS, slotFrom(day.atStartOfDay(reader.timezone()).toInstant()));
            held.set(
                    slot,
                    next,
                    reader.licences().stream()
                            .anyMatch(
                                    licence -> licence.jurisdiction().equals(jurisdiction) && licence.holdsOn(today)));
            slot = next;
        }
        return held;
    }

    /** When cases of the site may be given to the group. */
    private BitSet open(Group group, String site, String modality) {
        BitSet open = new BitSet(SLOTS);
        boolean agreed = configuration.contracts().stream()
                .anyMatch(contract ->
                        contract.site().equals(site) && contract.group().equals(group.name()));
        if (!agreed) {
            open.set(0, SLOTS, group.readsFor(site));
            return open;
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            open.set(slot, staff.obstacle(group, site, modality, at(slot)).isEmpty());
        }
        return open;
    }

    private static Hour worst(int hour, BitSet once, BitSet twice, BitSet called, BitSet whole) {
        Hour worst = Hour.SEVERAL;
        for (int slot = hour * QUARTERS; slot < (hour + 1) * QUARTERS; slot++) {
            Hour quarter = twice.get(slot)
                    ? Hour.SEVERAL
                    : once.get(slot)
                            ? Hour.ONE
                            : called.get(slot) ? Hour.ON_CALL : whole.get(slot) ? Hour.GROUP : Hour.NOBODY;
            worst = quarter.compareTo(worst) < 0 ? quarter : worst;
        }
        return worst;
    }

    private void spans(Kind kind, List<Hour> hours, Map<String, BitSet> there) {
        int since = 0;
        for (int hour = 1; hour <= HOURS; hour++) {
            boolean ends = hour == HOURS
                    || hours.get(hour) != hours.get(since)
                    || (hours.get(since) == Hour.ONE && !only(hour, there).equals(only(since, there)));
            if (!ends) {
                continue;
            }
            Instant begins = from.plus(Duration.ofHours(since));
            Instant over = from.plus(Duration.ofHours(hour));
            if (hours.get(since) == Hour.NOBODY) {
                gaps.add(new Span(kind, begins, over, null));
            } else if (hours.get(since) == Hour.ONE) {
                singles.add(new Span(kind, begins, over, only(since, there)));
            }
            since = hour;
        }
    }

    /** On whom an hour hangs: who is alone there in the first quarter in which somebody is. */
    private static String only(int hour, Map<String, BitSet> there) {
        for (int slot = hour * QUARTERS; slot < (hour + 1) * QUARTERS; slot++) {
            int quarter = slot;
            List<String> names = there.entrySet().stream()
                    .filter(entry -> entry.getValue().get(quarter))
                    .map(Map.Entry::getKey)
                    .toList();
            if (names.size() == 1) {
                return names.get(0);
            }
        }
        return "";
    }

    private void shifts(String reader, Duties duties) {
        BitSet duty = bits(onDuty, reader);
        BitSet call = bits(onCall, reader);
        for (Duties.Span span : duties.spans(reader)) {
            // a quarter counts when the shift covers the whole of it
            int first = slotFrom(span.from());
            int last =
                    (int) Math.min(SLOTS, Duration.between(from, span.until()).dividedBy(QUARTER));
            if (first < last) {
                (span.kind() == Roster.Kind.DUTY ? duty : call).set(first, last);
            }
        }
    }

    /** The first quarter that begins at or after the moment; {@link #SLOTS} when none does. */
    private int slotFrom(Instant moment) {
        Duration since = Duration.between(from, moment);
        return since.isNegative()
                ? 0
                : (int) Math.min(SLOTS, since.plus(QUARTER).minusNanos(1).dividedBy(QUARTER));
    }

    private void supervised(Reader reader) {
        if (!reader.supervisors().isEmpty()) {
            BitSet present = new BitSet(SLOTS);
            reader.supervisors().forEach(supervisor -> present.or(bits(onDuty, supervisor)));
            onDuty.put(reader.name(), both(bits(onDuty, reader.name()), present));
            onCall.put(reader.name(), both(bits(onCall, reader.name()), present));
        }
    }

    private static BitSet bits(Map<String, BitSet> of, String reader) {
        return of.computeIfAbsent(reader, name -> new BitSet(SLOTS));
    }

    private static BitSet both(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    private Instant at(int slot) {
        return from.plus(QUARTER.multipliedBy(slot));
    }
}
