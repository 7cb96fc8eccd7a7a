/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.overread.config.ClockTerms;
import org.overread.config.Group.Tier;
import org.overread.config.Ladder;
import org.overread.order.OrderState;
import org.overread.order.TestOrders;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** What happens to a case as its time passes: clocks of 30 minutes, warned of after 21. */
class CaseTimersTest {
    private static final String UID = "1.2.3";

    private final ReadingBench bench = new ReadingBench();

    @Test
    void a_case_is_warned_of_once_and_breached_once() {
        ReadingCase case1 = bench.available(UID);
        assertThat(bench.timers(case1.id())).containsExactly(DueKind.BREACH, DueKind.ESCALATE, DueKind.WARN);
        bench.pass(Duration.ofMinutes(20));
        assertThat(bench.told("case.warned")).isZero();
        bench.pass(Duration.ofMinutes(2));
        assertThat(bench.told("case.warned")).isOne();
        assertThat(bench.only().watch().warnedAt()).isNotNull();
        bench.pass(Duration.ofMinutes(20));
        assertThat(bench.told("case.breached")).isOne();
        assertThat(bench.only().watch().breachedAt()).isNotNull();
        bench.pass(Duration.ofHours(20));
        assertThat(bench.told("case.warned")).isOne();
        assertThat(bench.told("case.breached")).isOne();
        assertThat(bench.timers(case1.id())).containsExactly(DueKind.REMIND);
    }

    @Test
    void a_case_whose_time_is_over_is_told_of_again_each_time_after_as_long_again() {
        bench.available(UID);
        bench.pass(Duration.ofMinutes(31));
        assertThat(bench.told("case.breached")).isOne();
        bench.pass(Duration.ofMinutes(50));
        assertThat(bench.told("case.overdue")).isZero();
        bench.pass(Duration.ofMinutes(15));
        assertThat(bench.told("case.overdue")).isOne();
        bench.pass(Duration.ofMinutes(61));
        assertThat(bench.told("case.overdue")).isOne();
        bench.pass(Duration.ofMinutes(10));
        assertThat(bench.told("case.overdue")).isEqualTo(2);
        bench.pass(Duration.ofDays(9));
        assertThat(bench.told("case.overdue"))
                .as("once for all that was missed")
                .isEqualTo(3);
    }

    @Test
    void a_hold_without_an_end_is_told_of_each_day() {
        ReadingCase case1 = bench.available(UID);
        bench.holds.hold(ReadingBench.CORA, case1.id(), case1.version(), "contrast missing", null);
        assertThat(bench.timers(case1.id())).containsExactly(DueKind.REMIND);
        bench.pass(Duration.ofHours(25));
        bench.pass(Duration.ofHours(23));
        assertThat(bench.told("case.still-held")).isOne();
        bench.pass(Duration.ofHours(2));
        assertThat(bench.told("case.still-held")).isEqualTo(2);
        bench.holds.resume(ReadingBench.CORA, case1.id(), bench.only().version());
        assertThat(bench.timers(case1.id())).contains(DueKind.BREACH).doesNotContain(DueKind.REMIND);
    }

    @Test
    void what_came_due_while_nothing_ran_is_made_up_for() {
        bench.available(UID);
        bench.pass(Duration.ofDays(3));
        assertThat(bench.told("case.warned")).isOne();
        assertThat(bench.told("case.breached")).isOne();
        bench.tick();
        bench.tick();
        assertThat(bench.told("case.unread")).isEqualTo(2);
    }

    @Test
    void a_report_ends_the_timers_and_a_cancel_too() {
        ReadingCase case1 = bench.available(UID);
        bench.service.claim(ReadingBench.RITA, case1.id(), case1.version());
        bench.rows.write(new CaseChange(bench.rows.lock(case1.id()).orElseThrow())
                .state(CaseState.FINAL)
                .done());
        assertThat(bench.timers(case1.id())).isEmpty();
    }

    @Test
    void work_of_a_timer_that_comes_after_a_cancel_does_nothing() {
        long order = bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        bench.pass(Duration.ofMinutes(1));
        TestOrders.state(bench.studies.jdbi, order, OrderState.CANCELLED);
        bench.orderMoved(order);
        assertThat(bench.only().state()).isEqualTo(CaseState.CANCELLED);
        assertThat(bench.timers(bench.only().id())).isEmpty();
        for (DueKind kind : List.of(DueKind.WARN, DueKind.ESCALATE, DueKind.BREACH, DueKind.RESUME)) {
            bench.work.due(bench.only().id(), kind);
        }
        bench.pass(Duration.ofDays(1));
        assertThat(bench.told("case.warned") + bench.told("case.breached") + bench.told("case.unread"))
                .isZero();
    }

    @Test
    void the_standard_ladder_only_tells() {
        bench.available(UID);
        bench.pass(Duration.ofMinutes(16));
        assertThat(bench.told("case.unread")).isOne();
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
        assertThat(bench.only().escalated()).isFalse();
    }

    @Test
    void an_unread_case_is_withdrawn_and_goes_outwards_step_by_step() {
        bench.outwards(new Ladder.Step(0.5, null, Tier.REGIONAL, true), new Ladder.Step(0.8, "world", null, true));
        ReadingCase case1 = bench.available(UID);
        bench.pass(Duration.ofMinutes(16));
        ReadingCase region = bench.only();
        assertThat(region.state()).isEqualTo(CaseState.ROUTED);
        assertThat(region.ownerGroup()).isEqualTo("region");
        assertThat(region.tier()).isEqualTo("regional");
        assertThat(region.escalated()).isTrue();
        assertThat(region.destination()).isEqualTo("far-pacs");
        assertThat(bench.sends()).isEqualTo(2);
        assertThat(bench.studies.later).anyMatch(i -> i.kind().equals("transfer.stop"));
        assertThat(bench.owners(case1.id())).containsExactly("region");

        bench.proved(case1, 3);
        assertThat(bench.only().state()).as("news of another case's place").isEqualTo(CaseState.AVAILABLE);
        bench.pass(Duration.ofMinutes(9));
        assertThat(bench.only().ownerGroup()).isEqualTo("world");
        assertThat(bench.only().destination()).isNull();
        assertThat(bench.only().state()).isIn(CaseState.ROUTED, CaseState.AVAILABLE);
        assertThat(bench.owners(case1.id())).containsExactly("world");
        assertThat(bench.told("case.escalated")).isEqualTo(2);
    }

    @Test
    void news_of_the_former_place_is_not_news_of_the_new_one() {
        bench.outwards(new Ladder.Step(0.5, "region", null, true));
        ReadingCase case1 = bench.available(UID);
        bench.pass(Duration.ofMinutes(16));
        bench.transfer(case1, TransferHandler.Step.CANCELLED, 3, null, "reading-pacs");
        bench.transfer(case1, TransferHandler.Step.VERIFIED, 3, "instances", "reading-pacs");
        assertThat(bench.only().state()).isEqualTo(CaseState.ROUTED);
        assertThat(bench.only().imageState()).isEqualTo(ImageState.COMPLETE);
        bench.transfer(case1, TransferHandler.Step.VERIFIED, 3, "instances", "far-pacs");
        assertThat(bench.only().state()).isEqualTo(CaseState.AVAILABLE);
    }

    @Test
    void nobody_to_give_it_to_is_told_and_the_next_step_comes() {
        bench.outwards(
                new Ladder.Step(0.4, "nobody", null, true),
                new Ladder.Step(0.5, "elsewhere", null, true),
                new Ladder.Step(0.6, "local", null, true),
                new Ladder.Step(0.7, "region", null, true));
        bench.available(UID);
        bench.pass(Duration.ofMinutes(19));
        bench.tick();
        bench.tick();
        assertThat(bench.told("case.unread")).isEqualTo(3);
        assertThat(bench.studies.lines)
                .anyMatch(l -> l.contains("there is no group nobody"))
                .anyMatch(l -> l.contains("elsewhere may not have it, it does not read for the site"))
                .anyMatch(l -> l.contains("local has it already"));
        assertThat(bench.only().ownerGroup()).isEqualTo("local");
        bench.pass(Duration.ofMinutes(3));
        assertThat(bench.only().ownerGroup()).isEqualTo("region");
    }

    @Test
    void a_case_that_is_being_read_is_never_taken_away() {
        bench.outwards(new Ladder.Step(0.5, null, Tier.REGIONAL, true));
        ReadingCase case1 = bench.available(UID);
        bench.service.claim(ReadingBench.RITA, case1.id(), case1.version());
        bench.pass(Duration.ofMinutes(16));
        assertThat(bench.only().state()).isEqualTo(CaseState.READING);
        assertThat(bench.only().reader()).isEqualTo("rita");
        assertThat(bench.only().escalated()).isFalse();
        assertThat(bench.told("case.unread")).isOne();
    }

    @Test
    void a_case_in_triage_climbs_no_ladder() {
        bench.outwards(new Ladder.Step(0.5, null, Tier.REGIONAL, true));
        bench.triage = true;
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        bench.pass(Duration.ofMinutes(16));
        assertThat(bench.only().triage()).isTrue();
        assertThat(bench.only().ownerGroup()).isNull();
        assertThat(bench.told("case.unread")).isOne();
    }

    @Test
    void a_hold_stops_the_clock_and_ends_by_itself() {
        ReadingCase case1 = bench.available(UID);
        bench.pass(Duration.ofMinutes(10));
        ReadingCase found = bench.rows.lock(case1.id()).orElseThrow();
        bench.rows.write(new CaseChange(found)
                .hold(bench.rows.now(), bench.rows.now().plus(Duration.ofHours(2)), "cora", "contrast missing")
                .done());
        assertThat(bench.timers(case1.id())).containsExactly(DueKind.RESUME);
        bench.pass(Duration.ofMinutes(90));
        assertThat(bench.told("case.warned")).isZero();
        bench.pass(Duration.ofMinutes(31));
        assertThat(bench.told("case.resumed")).isOne();
        ReadingCase resumed = bench.only();
        assertThat(resumed.held()).isFalse();
        assertThat(Duration.between(bench.rows.now(), resumed.dueAt()))
                .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(21));
        assertThat(resumed.watch().paused()).isBetween(Duration.ofMinutes(120), Duration.ofMinutes(122));
        bench.pass(Duration.ofMinutes(6));
        assertThat(bench.told("case.unread")).as("half of the time").isOne();
        assertThat(bench.told("case.warned")).isZero();
    }

    @Test
    void hours_and_end_of_a_clock_are_kept_with_the_case_and_a_later_configuration_moves_nothing() {
        bench.hours(true);
        bench.destination = "reading-pacs";
        bench.order("7", UID, Priority.ROUTINE);
        bench.images(UID, "7", 3, Hint.PSU);
        bench.studies.anHourLater();
        ReadingCase routed = bench.only();
        assertThat(routed.watch().terms().hours()).hasSize(1);
        assertThat(routed.watch().terms().until()).isEqualTo(ClockTerms.Until.PRELIMINARY);
        assertThat(routed.watch().terms().between(routed.clockStartedAt(), routed.dueAt()))
                .isEqualTo(Duration.ofMinutes(30));
        bench.hours(false);
        bench.proved(routed, 3);
        assertThat(bench.only().watch().terms()).isEqualTo(routed.watch().terms());
        assertThat(bench.only().dueAt()).isEqualTo(routed.dueAt());
        bench.service.claim(ReadingBench.RITA, routed.id(), bench.only().version());
        assertThat(bench.timers(routed.id())).contains(DueKind.BREACH);
        bench.rows.write(new CaseChange(bench.rows.lock(routed.id()).orElseThrow())
                .state(CaseState.PRELIMINARY)
                .done());
        assertThat(bench.timers(routed.id()))
                .as("the contract's clock ends here")
                .isEmpty();
    }

    @Test
    void an_offers_timer_stays_while_it_is_offered_and_goes_with_the_claim() {
        ReadingCase case1 = bench.available(UID);
        bench.due.set(case1.id(), DueKind.OFFER, bench.rows.now().plusSeconds(600));
        bench.pass(Duration.ofMinutes(1));
        assertThat(bench.timers(case1.id())).contains(DueKind.OFFER);
        bench.service.claim(ReadingBench.RITA, case1.id(), bench.only().version());
        assertThat(bench.timers(case1.id())).doesNotContain(DueKind.OFFER).contains(DueKind.WARN);
    }

    @Test
    void ten_thousand_that_are_due_in_the_same_second_fire_once_each_in_batches() {
        Jdbi jdbi = bench.studies.jdbi;
        jdbi.useHandle(h -> {
            h.execute("""
                    insert into study (archive, study_uid, state)
                    select 'pacs', '1.2.9.' || n, 'COMPLETE' from generate_series(1, 10000) n""");
            h.execute("""
                    insert into reading_case (study_id, state, triage, priority, priority_rank, clock_started_at, warn_at, due_at)
                    select id, 'COMPLETE', true, 'ROUTINE', 5, now() - interval '1 hour', now() - interval '1 minute',
                           now() + interval '1 hour' from study where study_uid like '1.2.9.%'""");
            h.execute("insert into case_due select id, 'WARN', warn_at from reading_case");
        });
        int batches = 1;
        Set<String> keys = new HashSet<>();
        while (bench.tick.batch()) {
            batches++;
        }
        bench.studies.due.forEach(i -> keys.add(i.kind() + i.key()));
        assertThat(batches).isEqualTo(21);
        assertThat(bench.studies.due).hasSize(10_000);
        assertThat(keys).hasSize(10_000);
        assertThat(bench.tick.batch()).isFalse();
        bench.studies.pump();
        assertThat(bench.told("case.warned")).isEqualTo(10_000);
        assertThat(bench.studies.dead).isEmpty();
        int waiting =
                jdbi.withHandle(h -> h.createQuery("""
                        select count(*) from reading_case c
                         where triage and warned_at is not null
                           and exists (select from case_due d where d.case_id = c.id)""").mapTo(Integer.class).one());
        assertThat(waiting).isEqualTo(10_000);
    }
}
