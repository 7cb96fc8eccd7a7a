/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who reads cases. What is empty here limits nothing, except licences: without one for the patient's place a
 * reader is never given a case.
 *
 * @param name the log-in name; kept with each case read
 * @param groups whose cases may come to this reader
 * @param timezone in which the reader's shifts are written
 * @param licences where and when the reader may practise
 * @param privileges sites that have credentialed the reader; empty = every site of the groups
 * @param specialties sub-specialties, such as {@code neuro}; a case that asks for one goes only to who has it
 * @param modalities (0008,0060) that the reader reads; empty = every one
 * @param languages of the reports, as of BCP 47, such as {@code de}
 * @param rvuPerShift relative value units that a shift may hold; 0 = no limit
 * @param parallel cases that may be the reader's at once; 0 = no limit
 * @param supervisors readers one of whom must be on duty for this one to be given a case; for residents
 * @param ratePerRvu what the reader is paid for one unit, in the currency that all of the document use; 0 = salaried
 * @param conflicts referring physicians, as ordered, whose patients this reader must not report on
 * @param conflictSites sites whose cases this reader must not report on
 * @param person the reader's own name as messages write it, {@code FAMILY^GIVEN}: nobody reports on themselves or on what
 *     they ordered; empty = not known
 */
public record Reader(
        String name,
        Set<String> groups,
        ZoneId timezone,
        List<Licence> licences,
        Set<String> privileges,
        Set<String> specialties,
        Set<String> modalities,
        Set<String> languages,
        double rvuPerShift,
        int parallel,
        Set<String> supervisors,
        double ratePerRvu,
        Set<String> conflicts,
        Set<String> conflictSites,
        String person) {
    /** One with no conflicts but those with referring physicians. */
    public Reader(
            String name,
            Set<String> groups,
            ZoneId timezone,
            List<Licence> licences,
            Set<String> privileges,
            Set<String> specialties,
            Set<String> modalities,
            Set<String> languages,
            double rvuPerShift,
            int parallel,
            Set<String> supervisors,
            double ratePerRvu,
            Set<String> conflicts) {
        this(
                name,
                groups,
                timezone,
                licences,
                privileges,
                specialties,
                modalities,
                languages,
                rvuPerShift,
                parallel,
                supervisors,
                ratePerRvu,
                conflicts,
                Set.of(),
                "");
    }

    public Reader {
        groups = Set.copyOf(groups);
        licences = List.copyOf(licences);
        privileges = Set.copyOf(privileges);
        specialties = Set.copyOf(specialties);
        modalities = Set.copyOf(modalities);
        languages = Set.copyOf(languages);
        supervisors = Set.copyOf(supervisors);
        conflicts = Set.copyOf(conflicts);
        conflictSites = Set.copyOf(conflictSites);
    }

    /** Whether this is the reader's own name, by family and given name alone, however it is written. */
    public boolean is(String personName) {
        return !person.isEmpty() && plain(person).equals(plain(personName));
    }

    private static String plain(String personName) {
        String[] parts = personName.split("\\^", -1);
        String given = parts.length > 1 ? parts[1] : "";
        return (parts[0].strip() + "^" + given.strip()).toUpperCase(Locale.ROOT);
    }

    /**
     * A permission to practise.
     *
     * @param jurisdiction as the {@link Site} writes it; a country such as {@code US} does not hold for {@code US-CA}
     * @param from first day, in the reader's zone; null = always was
     * @param until last day; null = no end is known
     */
    public record Licence(
            String jurisdiction,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {
        /** Whether it holds on that day. */
        public boolean holdsOn(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
        }
    }
}
