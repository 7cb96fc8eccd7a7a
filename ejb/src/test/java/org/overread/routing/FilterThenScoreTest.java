/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Duties;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.Choice.Outcome;
import org.overread.routing.Choice.Reason;
import org.overread.shared.Priority;

class FilterThenScoreTest {
    /** A Tuesday, 13:00 in Berlin. */
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final Site SITE = new Site("north", ZoneId.of("Europe/Berlin"), "NORTH", "", "DE", false, Map.of());
    private static final Group HOUSE = group("house", Group.Assignment.PUSH);
    private static final Group FAR = group("far", Group.Assignment.PULL);

    private final FilterThenScore choice = new FilterThenScore();
    private final FixedDuties duties = new FixedDuties();

    @Test
    void each_reader_who_may_not_is_left_out_with_the_reason() {
        Choice found = choose(
                facts(new Rule.Needs(null, Set.of("neuro"), "de", null)),
                able("able").done(),
                able("elsewhere").privileges("south").done(),
                able("plain-films").modalities("CR", "DX").done(),
                able("general").specialties("chest").done(),
                able("foreign").languages("fr").done(),
                able("unlicensed").unlicensed().done(),
                able("other-state").licence("FR", null, null).done(),
                able("expired").licence("DE", null, "2026-11-23").done(),
                able("friend").conflicts("Dr Referrer").done(),
                able("declined").done());
        assertThat(reasons(found))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "elsewhere", Reason.PRIVILEGE,
                        "plain-films", Reason.MODALITY,
                        "general", Reason.SPECIALTY,
                        "foreign", Reason.LANGUAGE,
                        "unlicensed", Reason.LICENCE,
                        "other-state", Reason.LICENCE,
                        "expired", Reason.LICENCE_EXPIRED,
                        "friend", Reason.CONFLICT,
                        "declined", Reason.DECLINED));
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "able"));
    }

    @Test
    void nobody_reports_where_they_have_a_conflict_with_the_site_the_referrer_or_themselves() {
        ChoiceFacts f = facts(Rule.Needs.NONE);
        ChoiceFacts about = new ChoiceFacts(
                f.caseId(),
                f.site(),
                f.jurisdiction(),
                f.modality(),
                f.priority(),
                f.needs(),
                f.rvu(),
                f.transferMinutes(),
                f.dueAt(),
                "GREY^MEREDITH^A",
                f.declinedBy(),
                f.earlierReader(),
                f.groups(),
                Set.of("patient"));
        Choice found = choose(
                about,
                able("owner").conflictSites("north", "south").done(),
                able("referrer").person("Grey^Meredith").done(),
                able("patient").person("DOE^JANE").done(),
                able("namesake").person("GREY^LEXIE").done());
        assertThat(reasons(found))
                .isEqualTo(
                        Map.of("owner", Reason.CONFLICT_SITE, "referrer", Reason.OWN_CASE, "patient", Reason.OWN_CASE));
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "namesake"));
    }

    @Test
    void what_a_case_costs_by_contract_and_what_was_read_today_are_parts_of_the_score() {
        Contract contract = new Contract(
                "all", "north", "house", Set.of(), List.of(), BigDecimal.valueOf(20), "EUR", Map.of(), null, null);
        Choice found = choice.choose(
                facts(Rule.Needs.NONE),
                configuration(List.of(contract), able("a").rate(10).done()),
                duties,
                Map.of("a", new ReaderLoad(1, 1, 0, 1, 3, 4, 8)),
                NOW);
        assertThat(found.ranked().get(0).parts())
                .containsOnlyKeys("load", "stat", "cost", "contract", "fairness")
                .containsEntry("contract", 4.0)
                .containsEntry("fairness", 2.0)
                .containsEntry("stat", 10.0);
    }

    @Test
    void a_licence_must_hold_until_the_case_is_due_by_the_readers_own_calendar() {
        // due 24 hours from now; in Auckland that is the 26th already
        Choice found = choose(
                facts(Rule.Needs.NONE),
                Readers.named("until-25").licence("DE", null, "2026-11-25").done(),
                Readers.named("until-24").licence("DE", null, "2026-11-24").done(),
                Readers.named("from-25").licence("DE", "2026-11-25", null).done(),
                Readers.named("auckland")
                        .in(ZoneId.of("Pacific/Auckland"))
                        .licence("DE", null, "2026-11-25")
                        .done());
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "until-25"));
        assertThat(reasons(found))
                .isEqualTo(Map.of(
                        "until-24",
                        Reason.LICENCE_EXPIRED,
                        "from-25",
                        Reason.LICENCE_EXPIRED,
                        "auckland",
                        Reason.LICENCE_EXPIRED));
    }

    @Test
    void shift_break_limits_and_supervision_count_at_the_moment() {
        duties.with("home", Duties.State.OFF)
                .with("lunch", Duties.State.ON_BREAK)
                .with("boss", Duties.State.OFF);
        Map<String, ReaderLoad> loads = Map.of(
                "busy", new ReaderLoad(3, 3, 0, 0, 0, 3, 8),
                "worn", new ReaderLoad(0, 0, 0, 0, 39.5, 39.5, 8));
        Choice found = choose(
                facts(Rule.Needs.NONE),
                loads,
                able("home").done(),
                able("lunch").done(),
                able("resident").supervisedBy("boss").done(),
                able("boss").done(),
                able("busy").limits(0, 3).done(),
                able("worn").limits(40, 0).done(),
                able("able").limits(40, 3).done());
        assertThat(reasons(found))
                .isEqualTo(Map.of(
                        "home", Reason.OFF_DUTY,
                        "boss", Reason.OFF_DUTY,
                        "lunch", Reason.ON_BREAK,
                        "resident", Reason.SUPERVISOR,
                        "busy", Reason.PARALLEL,
                        "worn", Reason.CAPACITY));
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "able"));
    }

    @Test
    void who_is_on_call_is_asked_only_when_nobody_on_duty_can() {
        duties.with("call", Duties.State.ON_CALL);
        Choice both =
                choose(facts(Rule.Needs.NONE), able("duty").done(), able("call").done());
        assertThat(both.outcome()).isEqualTo(new Outcome.Assigned("house", "duty"));
        assertThat(reasons(both)).isEqualTo(Map.of("call", Reason.ON_CALL));
        Choice alone = choose(
                facts(Rule.Needs.NONE),
                able("duty").modalities("MR").done(),
                able("call").done());
        assertThat(alone.outcome()).isEqualTo(new Outcome.Assigned("house", "call"));
        assertThat(alone.ranked().get(0).onCall()).isTrue();
    }

    @Test
    void of_those_who_can_the_least_loaded_has_it_and_a_tie_goes_by_name() {
        Map<String, ReaderLoad> loads = Map.of("b", new ReaderLoad(2, 4, 0, 0, 0, 4, 8));
        assertThat(choose(
                                facts(Rule.Needs.NONE),
                                loads,
                                able("b").done(),
                                able("d").done(),
                                able("c").done())
                        .ranked())
                .extracting(Choice.Ranked::reader)
                .containsExactly("c", "d", "b");
    }

    @Test
    void knowing_the_patient_outweighs_a_little_load_and_a_rules_reader_outweighs_all() {
        Map<String, ReaderLoad> loads = Map.of("earlier", new ReaderLoad(1, 1, 0, 0, 0, 1, 8));
        assertThat(choose(
                                facts(Rule.Needs.NONE),
                                loads,
                                able("earlier").done(),
                                able("idle").done())
                        .outcome())
                .isEqualTo(new Outcome.Assigned("house", "earlier"));
        assertThat(choose(
                                facts(new Rule.Needs("idle", Set.of(), null, null)),
                                loads,
                                able("earlier").done(),
                                able("idle").done())
                        .outcome())
                .isEqualTo(new Outcome.Assigned("house", "idle"));
    }

    @Test
    void the_next_group_is_asked_when_the_first_can_give_it_to_nobody() {
        duties.with("house-reader", Duties.State.OFF);
        Choice found = choose(
                facts(Rule.Needs.NONE),
                able("house-reader").done(),
                able("far-b").of("far").done(),
                able("far-a").of("far").done());
        assertThat(found.outcome()).isEqualTo(new Outcome.Offered("far", List.of("far-a", "far-b")));
        assertThat(found.groups())
                .containsExactly(new Choice.GroupAsked("house", ""), new Choice.GroupAsked("far", ""));
    }

    @Test
    void a_group_that_lists_no_readers_takes_the_case_as_a_whole() {
        assertThat(choose(facts(Rule.Needs.NONE), able("far-a").of("far").done())
                        .outcome())
                .isEqualTo(new Outcome.Whole("house"));
    }

    @Test
    void when_nobody_can_the_next_who_could_is_named_by_the_hour() {
        Instant soon = NOW.plusSeconds(7200);
        duties.with("a", Duties.State.OFF)
                .with("b", Duties.State.OFF)
                .with("wrong", Duties.State.OFF)
                .nextAt("a", NOW.plusSeconds(9000))
                .nextAt("b", soon)
                .nextAt("wrong", NOW.plusSeconds(60));
        Choice found = choose(
                facts(Rule.Needs.NONE),
                able("a").done(),
                able("b").done(),
                able("wrong").modalities("MR").done(),
                able("none").of("far").unlicensed().done());
        assertThat(found.outcome()).isEqualTo(new Outcome.Nobody("house", soon));
    }

    @Test
    void where_there_are_contracts_only_what_one_covers_may_go_to_the_group() {
        Contract nights = new Contract(
                "nights",
                "north",
                "house",
                Set.of("CT"),
                List.of(new Contract.Hours(Set.of(DayOfWeek.TUESDAY), LocalTime.of(22, 0), LocalTime.of(7, 0))),
                BigDecimal.TEN,
                "EUR",
                Map.of(),
                null,
                null);
        Configuration configuration = configuration(
                List.of(nights), able("a").done(), able("far-a").of("far").done());
        Choice day = choice.choose(facts(Rule.Needs.NONE), configuration, duties, Map.of(), NOW);
        assertThat(day.outcome()).isEqualTo(new Outcome.Offered("far", List.of("far-a")));
        assertThat(day.groups().get(0).obstacle()).contains("no contract");
        // Wednesday, three in the morning in Berlin: the night that began on Tuesday
        Choice night = choice.choose(
                facts(Rule.Needs.NONE), configuration, duties, Map.of(), Instant.parse("2026-11-25T02:00:00Z"));
        assertThat(night.outcome()).isEqualTo(new Outcome.Assigned("house", "a"));
    }

    @Test
    void a_claim_is_refused_for_what_lasts_and_never_for_the_hour_or_the_load() {
        duties.with("home", Duties.State.OFF);
        Configuration configuration = configuration(
                List.of(), able("home").done(), able("unlicensed").unlicensed().done());
        assertThat(choice.obstacle(facts(Rule.Needs.NONE), configuration, "home", NOW))
                .isEmpty();
        assertThat(choice.obstacle(facts(Rule.Needs.NONE), configuration, "stranger", NOW))
                .isEmpty();
        assertThat(choice.obstacle(facts(Rule.Needs.NONE), configuration, "unlicensed", NOW))
                .map(Choice.Excluded::reason)
                .contains(Reason.LICENCE);
    }

    private static Map<String, Reason> reasons(Choice choice) {
        return choice.excluded().stream()
                .collect(java.util.stream.Collectors.toMap(Choice.Excluded::reader, Choice.Excluded::reason));
    }

    private static Readers able(String name) {
        return Readers.named(name).specialties("neuro", "chest").languages("de", "en");
    }

    private Choice choose(ChoiceFacts facts, Reader... readers) {
        return choose(facts, Map.of(), readers);
    }

    private Choice choose(ChoiceFacts facts, Map<String, ReaderLoad> loads, Reader... readers) {
        return choice.choose(facts, configuration(List.of(), readers), duties, loads, NOW);
    }

    private static Configuration configuration(List<Contract> contracts, Reader... readers) {
        return new Configuration(
                1,
                List.of(SITE),
                List.of(),
                List.of(),
                List.of(),
                List.of(HOUSE, FAR),
                Arrays.asList(readers),
                List.of(),
                contracts,
                List.of(),
                List.of());
    }

    private static Group group(String name, Group.Assignment assignment) {
        return new Group(name, Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of(), null, assignment, null);
    }

    private static ChoiceFacts facts(Rule.Needs needs) {
        return facts(needs, "earlier");
    }

    private static ChoiceFacts facts(Rule.Needs needs, @Nullable String earlier) {
        return new ChoiceFacts(
                7,
                "north",
                "DE",
                "CT",
                Priority.ROUTINE,
                needs,
                1.2,
                0,
                NOW.plusSeconds(86_400),
                "Dr Referrer",
                Set.of("declined"),
                earlier,
                List.of("house", "far"));
    }
}
