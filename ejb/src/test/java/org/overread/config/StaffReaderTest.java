/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.overread.config.DocumentReaderTest.ANY;
import static org.overread.config.DocumentReaderTest.good;
import static org.overread.config.DocumentReaderTest.wrong;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.config.DocumentReader.Reading;
import org.overread.shared.Priority;

class StaffReaderTest {
    static final String STAFF = """
            sites:
              - { name: north, jurisdiction: DE }
            groups:
              - { name: house, tier: local, timezone: Europe/Berlin, assignment: push, offer: PT10M }
              - { name: far, tier: global }
            readers:
              - name: anna@house.example
                groups: [house]
                licences: [{ jurisdiction: DE, from: 2020-01-01, until: 2030-12-31 }]
                privileges: [north]
                specialties: [neuro]
                modalities: [ct, MR]
                languages: [de, en-gb]
                rvuPerShift: 60.5
                parallel: 5
                ratePerRvu: 12.25
                conflicts: ["SMITH^JOHN"]
              - { name: bert, groups: [house, far], timezone: Australia/Sydney, supervisors: [anna@house.example] }
            rosters:
              - name: days
                holidays: [2026-12-25]
                shifts:
                  - reader: bert
                    start: 2026-11-02T08:00
                    duration: PT8H
                    rule: FREQ=WEEKLY;BYDAY=MO,TU
                    except: [2026-12-01]
                    breaks: [{ at: 12:00, duration: PT30M }]
                    onHolidays: true
                  - { reader: bert, start: 2026-11-02T22:00, duration: PT9H, kind: on-call }
                swaps: [{ day: 2026-11-03, from: bert, to: anna@house.example }]
            contracts:
              - name: nights
                site: north
                group: far
                modalities: [CT]
                hours: [{ days: [FR, SA], from: 20:00, until: 06:00 }]
                price: 41.50
                currency: EUR
                clocks: { STAT: PT30M }
                from: 2026-01-01
            ladders:
              - name: outwards
                steps:
                  - { at: 0.5, tier: regional }
                  - { at: 0.75, group: far, tell: true }
            rules:
              - name: neuro
                when: "true"
                then:
                  groups: [house, far]
                  reader: bert
                  specialties: [neuro]
                  language: de
                  rvu: 2.5
                  ladder: outwards
                  hold: waits for the priors
            """;

    @Test
    void reads_readers_rosters_contracts_and_ladders() {
        Configuration read = good(STAFF);

        Reader anna = read.reader("anna@house.example").orElseThrow();
        assertThat(anna.timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(anna.licences())
                .containsExactly(new Reader.Licence("DE", LocalDate.of(2020, 1, 1), LocalDate.of(2030, 12, 31)));
        assertThat(anna.modalities()).containsExactlyInAnyOrder("CT", "MR");
        assertThat(anna.languages()).containsExactlyInAnyOrder("de", "en-GB");
        assertThat(anna.rvuPerShift()).isEqualTo(60.5);
        assertThat(anna.ratePerRvu()).isEqualTo(12.25);
        assertThat(anna.conflicts()).containsExactly("SMITH^JOHN");
        assertThat(read.reader("bert").orElseThrow().timezone()).isEqualTo(ZoneId.of("Australia/Sydney"));
        assertThat(read.group("house").orElseThrow().assignment()).isEqualTo(Group.Assignment.PUSH);

        Roster days = read.rosters().get(0);
        assertThat(days.shifts().get(0))
                .isEqualTo(new Roster.Shift(
                        "bert",
                        LocalDateTime.of(2026, 11, 2, 8, 0),
                        Duration.ofHours(8),
                        "FREQ=WEEKLY;BYDAY=MO,TU",
                        Roster.Kind.DUTY,
                        Set.of(LocalDate.of(2026, 12, 1)),
                        List.of(new Roster.Break(LocalTime.NOON, Duration.ofMinutes(30))),
                        true));
        assertThat(days.shifts().get(1).kind()).isEqualTo(Roster.Kind.ON_CALL);
        assertThat(days.swaps())
                .containsExactly(new Roster.Swap(LocalDate.of(2026, 11, 3), "bert", "anna@house.example"));

        Contract nights = read.contracts().get(0);
        assertThat(nights.hours().get(0).days()).containsExactlyInAnyOrder(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
        assertThat(nights.price()).isEqualByComparingTo(new BigDecimal("41.5"));
        assertThat(nights.clocks()).containsEntry(Priority.STAT, Duration.ofMinutes(30));
        assertThat(read.ladder("outwards").steps())
                .containsExactly(
                        new Ladder.Step(0.5, null, Group.Tier.REGIONAL, false),
                        new Ladder.Step(0.75, "far", null, true));

        Rule.Then then = read.rules().get(0).then();
        assertThat(then.groups()).containsExactly("house", "far");
        assertThat(then.needs()).isEqualTo(new Rule.Needs("bert", Set.of("neuro"), "de", 2.5));
        assertThat(then.ladder()).isEqualTo("outwards");
        assertThat(then.hold()).isEqualTo("waits for the priors");
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "jurisdiction: DE }       | }                                | OVR000150 | sites[0].jurisdiction",
                "assignment: push, offer: PT10M }     | assignment: push }~  - { name: none, tier: local, assignment: push } | OVR000149 | groups[1].assignment",
                "anna@house.example       | anna and                         | OVR000142 | readers[0].name",
                "groups: [house]          | groups: [mouse]                  | OVR000111 | readers[0].groups",
                "groups: [house]          | groups: []                       | OVR000158 | readers[0].groups",
                "privileges: [north]      | privileges: [south]              | OVR000111 | readers[0].privileges",
                "from: 2020-01-01         | from: 2020-13-01                 | OVR000136 | readers[0].licences[0].from",
                "from: 2020-01-01         | from: 2031-01-01                 | OVR000144 | readers[0].licences[0].until",
                "languages: [de, en-gb]   | languages: [de, gutes deutsch]   | OVR000140 | readers[0].languages[1]",
                "rvuPerShift: 60.5        | rvuPerShift: -1                  | OVR000139 | readers[0].rvuPerShift",
                "supervisors: [anna@house.example] | supervisors: [carl]     | OVR000111 | readers[1].supervisors",
                "supervisors: [anna@house.example] | supervisors: [bert]     | OVR000155 | readers[1].supervisors",
                "parallel: 5              | supervisors: [bert]              | OVR000155 | readers[0].supervisors",
                "reader: bert~            | reader: carl~                    | OVR000111 | rosters[0].shifts[0].reader",
                "start: 2026-11-02T08:00  | start: 2026-11-02T08:00Z         | OVR000137 | rosters[0].shifts[0].start",
                "duration: PT8H           | duration: PT24H1M                | OVR000113 | rosters[0].shifts[0].duration",
                "BYDAY=MO,TU              | BYDAY=XX                         | OVR000143 | rosters[0].shifts[0].rule",
                "FREQ=WEEKLY              | FREQ=HOURLY                      | OVR000143 | rosters[0].shifts[0].rule",
                "at: 12:00                | at: 15:45                        | OVR000145 | rosters[0].shifts[0].breaks",
                "at: 12:00                | at: noon                         | OVR000138 | rosters[0].shifts[0].breaks[0].at",
                "from: bert, to: anna@house.example | from: bert, to: bert   | OVR000147 | rosters[0].swaps[0].to",
                "from: bert, to: anna@house.example } | from: bert, to: anna@house.example }, { day: 2026-11-03, from: bert, to: anna@house.example } | OVR000148 | rosters[0].swaps[1].day",
                "days: [FR, SA]           | days: [Friday]                   | OVR000112 | contracts[0].hours[0].days[0]",
                "currency: EUR            | currency: Taler                  | OVR000141 | contracts[0].currency",
                "group: far~    modalities| group: near~    modalities       | OVR000111 | contracts[0].group",
                "at: 0.5, tier: regional  | at: 0.8, tier: regional          | OVR000151 | ladders[0].steps[1].at",
                "at: 0.5, tier: regional  | at: 0, tier: regional            | OVR000151 | ladders[0].steps[0].at",
                "at: 0.5, tier: regional  | at: 0.5                          | OVR000152 | ladders[0].steps[0].tell",
                "at: 0.5, tier: regional  | at: 0.5, tier: local, group: far | OVR000153 | ladders[0].steps[0].tier",
                "name: outwards           | name: standard                   | OVR000110 | ladders[0].name",
                "groups: [house, far]~      reader | groups: [house, near]~      reader | OVR000111 | rules[0].then.groups",
                "groups: [house, far]~      reader | groups: [house]~      tier: local~      reader | OVR000121 | rules[0].then",
                "reader: bert~      spec  | reader: dora~      spec          | OVR000111 | rules[0].then.reader",
                "groups: [house, far]~      reader: bert | groups: [far]~      reader: anna@house.example | OVR000159 | rules[0].then.reader",
                "ladder: outwards         | ladder: up                       | OVR000111 | rules[0].then.ladder",
                "ladder: outwards         | destination: mars                | OVR000111 | rules[0].then.destination",
                "rvu: 2.5                 | rvu: many                        | OVR000139 | rules[0].then.rvu",
            })
    void says_what_is_wrong_and_where(String replaced, String by, String code, String path) {
        String from = replaced.replace("~", "\n");
        assertThat(STAFF).contains(from);
        assertThat(wrong(STAFF.replace(from, by.replace("~", "\n")))).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.line()).isPositive();
        });
    }

    @Test
    void two_contracts_of_the_same_modalities_and_hours_are_refused_and_so_are_two_currencies() {
        String contract = """
              - name: more
                site: north
                group: far
                modalities: [%s]
                hours: [{ from: %s, until: 21:00 }]
                currency: %s
            ladders:
            """;
        assertThat(wrong(STAFF.replace("ladders:\n", contract.formatted("CT", "19:00", "EUR"))))
                .extracting(Finding::path, Finding::code)
                .containsExactly(tuple("contracts[1]", "OVR000156"));
        assertThat(wrong(STAFF.replace("ladders:\n", contract.formatted("MR", "19:00", "USD"))))
                .extracting(Finding::path, Finding::code)
                .containsExactly(tuple("contracts[1].currency", "OVR000157"));
        good(STAFF.replace("ladders:\n", contract.formatted("MR", "19:00", "EUR")));
        good(STAFF.replace(
                "ladders:\n", contract.formatted("CT", "08:00", "EUR").replace("21:00", "20:00")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "WEEKLY",
                "FREQ=WEEKLY;BYDAY=",
                "FREQ=SECONDLY",
                "FREQ=MINUTELY",
                "FREQ=DAILY;BYMINUTE=0,1,2",
                "FREQ=DAILY;BYSECOND=1",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;COUNT=2;UNTIL=20270101",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "RSCALE=CHINESE;FREQ=YEARLY",
            })
    void takes_no_recurrence_that_cannot_be_read_never_hits_or_repeats_within_hours(String rule) {
        assertThat(Recurrence.parse(rule)).isEmpty();
    }

    @Test
    void two_shifts_of_a_reader_that_overlap_are_refused_when_saved_and_not_when_loaded_again() {
        String text = STAFF.replace(
                "      - { reader: bert, start: 2026-11-02T22:00, duration: PT9H, kind: on-call }\n",
                "      - { reader: bert, start: 2026-12-07T15:00, duration: PT2H }\n");
        Instant now = Instant.parse("2026-11-25T00:00:00Z");

        assertThat(DocumentReader.read(text, ANY)).isInstanceOf(Reading.Good.class);
        Reading saved = DocumentReader.read(text, ANY, now);
        assertThat(((Reading.Wrong) saved).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("rosters[0].shifts[1]");
            assertThat(finding.code()).isEqualTo("OVR000146");
            assertThat(finding.text()).contains("2026-12-07", "shifts[0]");
            assertThat(text.lines().toList().get(finding.line() - 1)).contains("2026-12-07T15:00");
        });
        assertThat(DocumentReader.read(text, ANY, now.minus(Duration.ofDays(60))))
                .isInstanceOf(Reading.Good.class);
        assertThat(DocumentReader.read(text.replace("T15:00", "T16:00"), ANY, now))
                .isInstanceOf(Reading.Good.class);
        assertThat(DocumentReader.read(text.replace("duration: PT2H", "duration: PT2H, kind: on-call"), ANY, now))
                .isInstanceOf(Reading.Good.class);
    }

    @Test
    void a_swap_that_gives_somebody_two_shifts_at_once_is_named_at_its_place() {
        String text = STAFF.replace(
                "      - { reader: bert, start: 2026-11-02T22:00, duration: PT9H, kind: on-call }\n",
                "      - { reader: anna@house.example, start: 2026-11-02T20:00, duration: PT8H, rule: FREQ=DAILY }\n");
        Reading saved = DocumentReader.read(text, ANY, Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(((Reading.Wrong) saved).findings())
                .extracting(Finding::path, Finding::code)
                .containsExactly(tuple("rosters[0].swaps[0]", "OVR000146"));
    }
}
