/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Reader;

/** Builds readers: everything allowed, everywhere, until a test says otherwise. */
final class Readers {
    private final String name;
    private Set<String> groups = Set.of("house");
    private ZoneId zone = ZoneOffset.UTC;
    private List<Reader.Licence> licences = List.of(new Reader.Licence("DE", null, null));
    private Set<String> privileges = Set.of();
    private Set<String> specialties = Set.of();
    private Set<String> modalities = Set.of();
    private Set<String> languages = Set.of();
    private double rvuPerShift;
    private int parallel;
    private Set<String> supervisors = Set.of();
    private double rate;
    private Set<String> conflicts = Set.of();
    private Set<String> conflictSites = Set.of();
    private String person = "";

    private Readers(String name) {
        this.name = name;
    }

    static Readers named(String name) {
        return new Readers(name);
    }

    Readers of(String... values) {
        groups = Set.of(values);
        return this;
    }

    Readers licence(String jurisdiction, @Nullable String from, @Nullable String until) {
        licences = List.of(new Reader.Licence(
                jurisdiction,
                from == null ? null : LocalDate.parse(from),
                until == null ? null : LocalDate.parse(until)));
        return this;
    }

    Readers in(ZoneId value) {
        zone = value;
        return this;
    }

    Readers unlicensed() {
        licences = List.of();
        return this;
    }

    Readers privileges(String... values) {
        privileges = Set.of(values);
        return this;
    }

    Readers specialties(String... values) {
        specialties = Set.of(values);
        return this;
    }

    Readers modalities(String... values) {
        modalities = Set.of(values);
        return this;
    }

    Readers languages(String... values) {
        languages = Set.of(values);
        return this;
    }

    Readers limits(double rvu, int atOnce) {
        rvuPerShift = rvu;
        parallel = atOnce;
        return this;
    }

    Readers supervisedBy(String... values) {
        supervisors = Set.of(values);
        return this;
    }

    Readers rate(double value) {
        rate = value;
        return this;
    }

    Readers conflicts(String... values) {
        conflicts = Set.of(values);
        return this;
    }

    Readers conflictSites(String... values) {
        conflictSites = Set.of(values);
        return this;
    }

    Readers person(String value) {
        person = value;
        return this;
    }

    Reader done() {
        return new Reader(
                name,
                groups,
                zone,
                licences,
                privileges,
                specialties,
                modalities,
                languages,
                rvuPerShift,
                parallel,
                supervisors,
                rate,
                conflicts,
                conflictSites,
                person);
    }
}
