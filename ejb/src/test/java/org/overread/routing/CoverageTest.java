/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.DutyRoster;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Roster;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.Coverage.Ending;
import org.overread.routing.Coverage.Hour;
import org.overread.routing.Coverage.Kind;
import org.overread.routing.Coverage.Span;

class CoverageTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    /** A Monday. */
    private static final Instant NOW = Instant.parse("2026-06-01T00:10:00Z");

    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    private static final Kind CT = new Kind("north", "CT", "");

    @Test
    void an_hour_is_as_good_as_its_worst_quarter() {
        Coverage coverage = of(
                List.of(reader("anna"), reader("bert")),
                List.of(shift("anna", 8, 8), shift("bert", 12, 8)),
                List.of(),
                List.of(house()));
        assertThat(day(coverage, CT)).isEqualTo("--------111122221111----");
        assertThat(firstTwo(coverage.gaps()))
                .containsExactly(new Span(CT, FROM, hour(8), null), new Span(CT, hour(20), hour(32), null));
        assertThat(firstTwo(coverage.singles()))
                .containsExactly(new Span(CT, hour(8), hour(12), "anna"), new Span(CT, hour(16), hour(20), "bert"));

        Roster.Shift late = new Roster.Shift(
                "anna",
                LocalDateTime.parse("2026-05-01T08:20"),
                Duration.ofHours(8),
                "FREQ=DAILY",
                Roster.Kind.DUTY,
                Set.of(),
                List.of(new Roster.Break(LocalTime.NOON, Duration.ofMinutes(30))),
                false);
        assertThat(day(of(List.of(reader("anna")), List.of(late), List.of(), List.of(house())), CT))
                .isEqualTo("---------1111111--------");
    }

    @Test
    void on_call_comes_behind_duty_and_before_a_group_that_chooses_itself() {
        Roster.Shift call = new Roster.Shift(
                "bert",
                LocalDateTime.parse("2026-05-01T20:00"),
                Duration.ofHours(10),
                "FREQ=DAILY",
                Roster.Kind.ON_CALL,
                Set.of(),
                List.of(),
                false);
        Group far = new Group("far", Group.Tier.GLOBAL, UTC, null, Set.of());
        List<Reader> readers = List.of(reader("anna"), reader("bert"));
        List<Roster.Shift> shifts = List.of(shift("anna", 8, 14), call);
        assertThat(day(of(readers, shifts, List.of(), List.of(house())), CT)).isEqualTo("CCCCCC--11111111111111CC");
        assertThat(day(of(readers, shifts, List.of(), List.of(house(), far)), CT))
                .isEqualTo("CCCCCCGG11111111111111CC");
    }

    @Test
    void only_who_may_read_it_counts() {
        Reader resident = new Reader(
                "rolf",
                Set.of("house"),
                UTC,
                licence("2030-01-01"),
                Set.of(),
                Set.of("neuro"),
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of("anna"),
                0,
                Set.of());
        Reader elsewhere = new Reader(
                "elsa",
                Set.of("house"),
                UTC,
                licence("2030-01-01"),
                Set.of("south"),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
        Reader other = new Reader(
                "otto",
                Set.of("house"),
                UTC,
                licence("2030-01-01"),
                Set.of(),
                Set.of(),
                Set.of("MR"),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
        Reader unlicensed = new Reader(
                "ursa",
                Set.of("house"),
                UTC,
                List.of(new Reader.Licence("US-CA", null, null)),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
        Coverage coverage = of(
                List.of(reader("anna"), resident, elsewhere, other, unlicensed),
                List.of(
                        shift("anna", 8, 4),
                        shift("rolf", 10, 4),
                        shift("elsa", 0, 24),
                        shift("otto", 0, 2),
                        shift("ursa", 0, 24)),
                List.of(),
                List.of(house()));
        assertThat(day(coverage, CT)).isEqualTo("--------1122------------");
        assertThat(day(coverage, new Kind("north", "MR", ""))).isEqualTo("11------1122------------");
        assertThat(day(coverage, new Kind("north", "CT", "neuro"))).isEqualTo("----------11------------");
    }

    @Test
    void a_licence_that_ends_leaves_a_gap_and_is_told_of_unless_another_follows() {
        Reader ends = new Reader(
                "anna",
                Set.of("house"),
                UTC,
                licence("2026-06-02"),
                Set.of(),
                Set.of(),
                Set.of("CT"),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
        Reader goesOn = new Reader(
                "bert",
                Set.of("house"),
                UTC,
                List.of(
                        new Reader.Licence("DE", null, LocalDate.of(2026, 6, 20)),
                        new Reader.Licence("DE", LocalDate.of(2026, 6, 21), null)),
                Set.of(),
                Set.of(),
                Set.of("MR"),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
        Coverage coverage = of(List.of(ends, goesOn), List.of(shift("anna", 0, 24)), List.of(), List.of(house()));
        assertThat(coverage.licences()).containsExactly(new Ending("anna", "DE", LocalDate.of(2026, 6, 2)));
        assertThat(coverage.gaps()).contains(new Span(CT, hour(48), hour(CoverageCount.HOURS), null));
    }

    @Test
    void where_there_are_contracts_only_their_hours_count() {
        Contract nights = new Contract(
                "nights",
                "north",
                "house",
                Set.of("CT"),
                List.of(new Contract.Hours(Set.of(), LocalTime.of(20, 0), LocalTime.of(6, 0))),
                BigDecimal.ZERO,
                "EUR",
                Map.of(),
                null,
                null);
        Coverage coverage =
                of(List.of(reader("anna")), List.of(shift("anna", 0, 24)), List.of(nights), List.of(house()));
        assertThat(day(coverage, CT)).isEqualTo("111111--------------1111");
        assertThat(coverage.lines()).extracting(Coverage.Line::kind).doesNotContain(new Kind("south", "CT", ""));
    }

    @Test
    void a_group_of_nobody_and_a_site_that_nobody_reads_for_are_one_gap() {
        Coverage coverage = of(List.of(), List.of(), List.of(), List.of());
        assertThat(coverage.gaps())
                .containsExactly(new Span(new Kind("north", "", ""), FROM, hour(CoverageCount.HOURS), null));
    }

    private static List<Span> firstTwo(List<Span> spans) {
        return spans.stream().filter(span -> span.kind().equals(CT)).limit(2).toList();
    }

    private static Instant hour(int number) {
        return FROM.plus(Duration.ofHours(number));
    }

    private static String day(Coverage coverage, Kind kind) {
        return coverage.lines().stream()
                .filter(line -> line.kind().equals(kind))
                .flatMap(line -> line.hours().stream())
                .limit(24)
                .map(Hour::letter)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static Coverage of(
            List<Reader> readers, List<Roster.Shift> shifts, List<Contract> contracts, List<Group> groups) {
        Configuration configuration = configuration(readers, shifts, contracts, groups);
        return CoverageCount.of(
                configuration, new DutyRoster().current(configuration, NOW), NOW, site -> site.equals("north"));
    }

    static Configuration configuration(
            List<Reader> readers, List<Roster.Shift> shifts, List<Contract> contracts, List<Group> groups) {
        Rule neuro = new Rule(
                "neuro",
                true,
                "true",
                new Rule.Then(
                        null,
                        null,
                        null,
                        null,
                        true,
                        null,
                        false,
                        "",
                        List.of(),
                        new Rule.Needs(null, Set.of("neuro"), null, null),
                        null,
                        null,
                        null));
        return new Configuration(
                1,
                List.of(site("north"), site("south")),
                List.of(),
                List.of(),
                List.of(),
                groups,
                readers,
                List.of(new Roster("roster", shifts, List.of(), Set.of())),
                contracts,
                List.of(),
                readers.isEmpty() ? List.of() : List.of(neuro));
    }

    private static Site site(String name) {
        return new Site(name, UTC, "", "", "DE", false, Map.of());
    }

    static Group house() {
        return new Group("house", Group.Tier.LOCAL, UTC, null, Set.of());
    }

    private static List<Reader.Licence> licence(String until) {
        return List.of(new Reader.Licence("DE", null, LocalDate.parse(until)));
    }

    static Reader reader(String name) {
        return reader(name, LocalDate.of(2030, 1, 1));
    }

    static Reader reader(String name, LocalDate licensedUntil) {
        return new Reader(
                name,
                Set.of("house"),
                UTC,
                licence(licensedUntil.toString()),
                Set.of(),
                Set.of(),
                Set.of("CT", "MR"),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
    }

    static Roster.Shift shift(String reader, int hour, int hours) {
        return new Roster.Shift(
                reader,
                LocalDate.of(2026, 5, 1).atTime(hour, 0),
                Duration.ofHours(hours),
                "FREQ=DAILY",
                Roster.Kind.DUTY,
                Set.of(),
                List.of(),
                false);
    }
}
