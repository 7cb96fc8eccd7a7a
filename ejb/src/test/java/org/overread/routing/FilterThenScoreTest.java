/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Duties;
import org.overread.config.Rule;
import org.overread.routing.Choice.Outcome;

class FilterThenScoreTest extends ChoiceOfReaders {
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
    void of_two_who_are_as_free_the_one_who_read_less_today_has_it() {
        Map<String, ReaderLoad> loads = Map.of(
                "a", new ReaderLoad(0, 0, 0, 0, 20, 20, 8),
                "b", new ReaderLoad(0, 0, 0, 0, 2, 2, 8));
        Choice found = choose(
                facts(Rule.Needs.NONE, null), loads, able("a").done(), able("b").done());
        assertThat(found.outcome()).isEqualTo(new Outcome.Assigned("house", "b"));
        assertThat(found.ranked().get(0).parts()).containsEntry("fairness", 1.0);
        assertThat(found.ranked().get(1).parts()).containsEntry("fairness", 10.0);
    }
}
