/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.overread.config.BusinessHours;
import org.overread.config.ClockTerms;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Destination;
import org.overread.config.Group;
import org.overread.config.Intake;
import org.overread.config.Ladder;
import org.overread.config.Reader;
import org.overread.config.Roster;
import org.overread.config.Rule;
import org.overread.shared.Priority;
import org.overread.study.StudyBench;

/** Configurations of the tests of cases: who reads where, by what contract, and where a case goes from there. */
final class ReadingPlaces {
    private ReadingPlaces() {}

    /** Groups near and far, and a ladder of these steps. */
    static Configuration outwards(Ladder.Step... steps) {
        Configuration old = StudyBench.configured(Intake.DEFAULT);
        return new Configuration(
                1,
                old.sites(),
                old.senders(),
                old.archives(),
                List.of(place("reading-pacs"), place("far-pacs")),
                List.of(
                        group("local", Group.Tier.LOCAL, "reading-pacs", Set.of()),
                        group("elsewhere", Group.Tier.REGIONAL, "reading-pacs", Set.of("T")),
                        group("region", Group.Tier.REGIONAL, "far-pacs", Set.of()),
                        group("world", Group.Tier.GLOBAL, null, Set.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Ladder("outwards", List.of(steps))),
                List.of());
    }

    /** These groups and readers, all of them on duty day and night, and a ladder. */
    static Configuration people(List<Group> groups, List<Reader> readers, Ladder outwards) {
        Configuration old = StudyBench.configured(Intake.DEFAULT);
        Roster always = new Roster(
                "always",
                readers.stream()
                        .map(reader -> new Roster.Shift(
                                reader.name(),
                                LocalDateTime.of(2020, 1, 1, 0, 0),
                                Duration.ofHours(24),
                                "FREQ=DAILY",
                                Roster.Kind.DUTY,
                                Set.of(),
                                List.of(),
                                true))
                        .toList(),
                List.of(),
                Set.of());
        return new Configuration(
                1,
                old.sites(),
                old.senders(),
                old.archives(),
                List.of(place("reading-pacs"), place("far-pacs")),
                groups,
                readers,
                readers.isEmpty() ? List.of() : List.of(always),
                List.of(),
                outwards.steps().isEmpty() ? List.of() : List.of(outwards),
                List.of());
    }

    /** By contract routine clocks of the local group run from six to eight in the morning, until a preliminary report; or not. */
    static Configuration hours(boolean business) {
        Configuration old = StudyBench.configured(Intake.DEFAULT);
        Contract contract = new Contract(
                "mornings",
                old.sites().get(0).name(),
                "local",
                Set.of(),
                List.of(),
                BigDecimal.ZERO,
                "EUR",
                Map.of(),
                null,
                null,
                Set.of(),
                new BusinessHours(
                        List.of(new Contract.Hours(Set.of(), LocalTime.of(6, 0), LocalTime.of(8, 0))),
                        BusinessHours.CAN_WAIT),
                ClockTerms.Until.PRELIMINARY,
                ClockTerms.Start.COMPLETE);
        return new Configuration(
                1,
                old.sites(),
                old.senders(),
                old.archives(),
                List.of(place("reading-pacs")),
                List.of(group("local", Group.Tier.LOCAL, "reading-pacs", Set.of())),
                List.of(),
                List.of(),
                business ? List.of(contract) : List.of(),
                List.of(),
                List.of());
    }

    /** By contract the local group owes so much time, from that on; a rule gives it every case. */
    static Configuration owed(Duration time, ClockTerms.Start start) {
        Configuration old = StudyBench.configured(Intake.DEFAULT);
        Contract contract = new Contract(
                "owed",
                old.sites().get(0).name(),
                "local",
                Set.of(),
                List.of(),
                BigDecimal.ZERO,
                "EUR",
                Map.of(Priority.ROUTINE, time),
                null,
                null,
                Set.of(),
                null,
                ClockTerms.Until.FINAL,
                start);
        return new Configuration(
                1,
                old.sites(),
                old.senders(),
                old.archives(),
                List.of(place("reading-pacs")),
                List.of(group("local", Group.Tier.LOCAL, "reading-pacs", Set.of())),
                List.of(),
                List.of(),
                List.of(contract),
                List.of(),
                List.of(new Rule(
                        "all", true, "true", new Rule.Then("local", null, null, null, false, null, false, ""))));
    }

    private static Group group(String name, Group.Tier tier, String place, Set<String> sites) {
        return new Group(name, tier, ZoneOffset.UTC, place, sites);
    }

    static Destination place(String name) {
        return new Destination(
                name,
                Destination.Kind.DICOMWEB,
                URI.create("http://localhost/" + name),
                "",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1000,
                Destination.Verification.INSTANCES,
                1);
    }
}
