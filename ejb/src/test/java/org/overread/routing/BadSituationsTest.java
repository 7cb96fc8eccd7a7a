/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.DutyCalendar;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Roster;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.Choice.Outcome;
import org.overread.routing.RoutingDecision.Result;
import org.overread.shared.Priority;

/** Whatever was configured: the case has an owner, or nobody has it with a reason that a coordinator can read. */
class BadSituationsTest {
    private static final Instant NOW = FilterThenScoreTest.NOW;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Group HOUSE = group("house");
    private static final Group FAR = group("far");

    private final FixedDuties duties = new FixedDuties();

    @Test
    void rules_that_all_continue_end_after_one_pass_in_triage() {
        List<Rule> rules = IntStream.range(0, 500)
                .mapToObj(i -> new Rule(
                        "rule" + i,
                        true,
                        "true",
                        new Rule.Then(null, null, Priority.values()[i % 7], null, false, null, true, "")))
                .toList();
        RoutingDecision decision = Routing.engine().decide(facts(NOW), configuration(rules, List.of(), List.of()), NOW);
        assertThat(decision.trace()).hasSize(501);
        assertThat(decision.outcome().triage()).isTrue();
        assertThat(decision.outcome().priority()).isEqualTo(Priority.STAT);
        assertThat(decision.explanation()).contains("No rule says who reads it, so it waits in local triage.");
    }

    @Test
    void a_condition_that_never_ends_is_passed_over_with_its_reason_and_the_next_rule_decides() {
        String ten = "[1,2,3,4,5,6,7,8,9,10]";
        String bomb = "%s.all(a, %s.all(b, %s.all(c, %s.all(d, a + b + c + d > 0))))".formatted(ten, ten, ten, ten);
        RoutingDecision decision = Routing.engine()
                .decide(
                        facts(NOW),
                        configuration(List.of(to("bomb", bomb), to("all", "true")), List.of(), List.of()),
                        NOW);
        assertThat(decision.outcome().rule()).isEqualTo("all");
        assertThat(decision.trace().get(0).result()).isEqualTo(Result.FAILED);
        assertThat(decision.trace().get(0).reason()).isEqualTo("its loops take more than 1000 turns");
    }

    @Test
    void a_group_of_nobody_who_may_passes_the_case_to_the_next_and_the_last_to_a_coordinator() {
        List<Reader> readers = List.of(
                Readers.named("a").modalities("MR").done(),
                Readers.named("b").of("far").done());
        assertThat(chosen(readers).outcome()).isEqualTo(new Outcome.Assigned("far", "b"));
        Choice nobody = chosen(readers.subList(0, 1), "house");
        assertThat(nobody.outcome()).isEqualTo(new Outcome.Nobody("house", null));
        assertThat(ChoiceInWords.of(nobody))
                .containsExactly(
                        "Nobody can have it, and nobody is known to come on duty who could.",
                        "Not a, who does not read the modality (CT).");
    }

    @Test
    void where_all_licences_have_expired_nobody_has_it_and_each_is_named() {
        Choice nobody = chosen(List.of(
                Readers.named("a").licence("DE", null, "2026-11-23").done(),
                Readers.named("b").of("far").licence("DE", null, "2026-01-01").done()));
        assertThat(nobody.outcome()).isEqualTo(new Outcome.Nobody("house", null));
        assertThat(ChoiceInWords.of(nobody))
                .anyMatch(
                        line -> line.startsWith("Not a, who has a licence for the patient's place that does not hold"))
                .anyMatch(
                        line -> line.startsWith("Not b, who has a licence for the patient's place that does not hold"));
    }

    @Test
    void of_two_shifts_that_overlap_duty_counts_before_call_and_the_case_has_one_owner() {
        Configuration configuration = configuration(
                List.of(),
                List.of(Readers.named("a").done()),
                List.of(
                        shift("call", Roster.Kind.ON_CALL, "2026-11-23T06:00", "PT20H", "a"),
                        shift("duty", Roster.Kind.DUTY, "2026-11-23T08:00", "PT8H", "a")));
        DutyCalendar calendar =
                DutyCalendar.of(configuration, NOW.minus(Duration.ofDays(2)), NOW.plus(Duration.ofDays(2)));
        Choice found = Routing.choice().choose(about("house"), configuration, calendar, Map.of(), NOW);
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "a"));
        assertThat(found.ranked().get(0).onCall()).isFalse();
    }

    /** In 2026 Berlin's clocks go forward on 29 March at 02:00 and back on 25 October at 03:00. */
    @Test
    void a_night_shift_over_a_change_of_the_clocks_has_no_hole_and_ends_by_the_wall_clock() {
        Configuration configuration = configuration(
                List.of(),
                List.of(Readers.named("a").in(BERLIN).done()),
                List.of(shift("night", Roster.Kind.DUTY, "2026-03-01T22:00", "PT9H", "a")));
        for (String begin : List.of("2026-03-28T21:00:00Z", "2026-10-24T20:00:00Z")) {
            Instant from = Instant.parse(begin);
            DutyCalendar calendar =
                    DutyCalendar.of(configuration, from.minus(Duration.ofDays(1)), from.plus(Duration.ofDays(1)));
            Instant end = LocalTime.of(7, 0)
                    .atDate(from.atZone(BERLIN).toLocalDate().plusDays(1))
                    .atZone(BERLIN)
                    .toInstant();
            for (Instant at = from; at.isBefore(end); at = at.plusSeconds(900)) {
                assertThat(Routing.choice()
                                .choose(about("house"), configuration, calendar, Map.of(), at)
                                .outcome())
                        .as("%s", at)
                        .isEqualTo(new Outcome.Assigned("house", "a"));
            }
            assertThat(Routing.choice()
                            .choose(about("house"), configuration, calendar, Map.of(), end)
                            .outcome())
                    .isInstanceOf(Outcome.Nobody.class);
        }
    }

    @Test
    void a_site_with_no_contract_is_one_house_with_the_group_and_one_whose_contracts_do_not_cover_it_goes_on() {
        List<Reader> readers =
                List.of(Readers.named("a").done(), Readers.named("b").of("far").done());
        assertThat(chosen(readers).outcome()).isEqualTo(new Outcome.Assigned("house", "a"));
        Contract mr = new Contract(
                "mr", "north", "house", Set.of("MR"), List.of(), BigDecimal.ONE, "EUR", Map.of(), null, null);
        Configuration bound = new Configuration(
                1,
                List.of(site()),
                List.of(),
                List.of(),
                List.of(),
                List.of(HOUSE, FAR),
                readers,
                List.of(),
                List.of(mr),
                List.of(),
                List.of());
        Choice found = Routing.choice().choose(about("house", "far"), bound, duties, Map.of(), NOW);
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("far", "b"));
        assertThat(ChoiceInWords.of(found))
                .contains("Group \"house\" was passed over: no contract of the site with it covers the modality at this"
                        + " hour.");
        Choice alone = Routing.choice().choose(about("house"), bound, duties, Map.of(), NOW);
        assertThat(alone.outcome()).isEqualTo(new Outcome.Nobody(null, null));
    }

    private Choice chosen(List<Reader> readers, String... groups) {
        String[] asked = groups.length == 0 ? new String[] {"house", "far"} : groups;
        List<Reader> all = new ArrayList<>(readers);
        return Routing.choice().choose(about(asked), configuration(List.of(), all, List.of()), duties, Map.of(), NOW);
    }

    private static Roster shift(String name, Roster.Kind kind, String begin, String length, String reader) {
        Roster.Shift daily = new Roster.Shift(
                reader,
                LocalDateTime.parse(begin),
                Duration.parse(length),
                "FREQ=DAILY",
                kind,
                Set.of(),
                List.of(),
                true);
        return new Roster(name, List.of(daily), List.of(), Set.of());
    }

    private static Rule to(String name, String when) {
        return new Rule(name, true, when, new Rule.Then("house", null, null, null, false, null, false, ""));
    }

    private static Site site() {
        return new Site("north", BERLIN, "", "", "DE", false, Map.of());
    }

    private static Group group(String name) {
        return new Group(name, Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of(), null, Group.Assignment.PUSH, null);
    }

    private static Configuration configuration(List<Rule> rules, List<Reader> readers, List<Roster> rosters) {
        return new Configuration(
                1,
                List.of(site()),
                List.of(),
                List.of(),
                List.of(),
                List.of(HOUSE, FAR),
                readers,
                rosters,
                List.of(),
                List.of(),
                rules);
    }

    private static CaseFacts facts(Instant complete) {
        return new CaseFacts(
                "north",
                "pacs",
                Priority.ROUTINE,
                false,
                null,
                new CaseFacts.StudyFacts(List.of("CT"), "", "", null, 1, complete),
                new CaseFacts.PatientFacts(null, ""));
    }

    private static ChoiceFacts about(String... groups) {
        return new ChoiceFacts(
                1,
                "north",
                "DE",
                "CT",
                Priority.ROUTINE,
                Rule.Needs.NONE,
                1.2,
                0,
                NOW.plusSeconds(86_400),
                "",
                Set.of(),
                null,
                List.of(groups));
    }
}
