/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overread.config.Group;
import org.overread.config.Group.Tier;
import org.overread.config.Ladder;
import org.overread.config.Reader;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/**
 * The forecast that is made again each minute: cases of 30 minutes and 1.2 units at readers who take 8 minutes a unit. The
 * ladder's step would come at nine tenths of the time.
 */
class ForecastTest {
    private static final Ladder.Step OUT = new Ladder.Step(0.9, "region", null, true);

    private final ReadingBench bench = new ReadingBench();

    private void people(List<Ladder.Step> ladder, String... readers) {
        bench.people(
                List.of(
                        new Group("local", Tier.LOCAL, ZoneOffset.UTC, "reading-pacs", Set.of()),
                        new Group("region", Tier.REGIONAL, ZoneOffset.UTC, "far-pacs", Set.of())),
                List.of(readers).stream()
                        .map(name -> reader(name, name.startsWith("far") ? "region" : "local"))
                        .toList(),
                new Ladder("outwards", ladder));
        bench.destination = "reading-pacs";
        bench.ladder = "outwards";
    }

    private static Reader reader(String name, String group) {
        return new Reader(
                name,
                Set.of(group),
                ZoneOffset.UTC,
                List.of(new Reader.Licence("DE", null, null)),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(),
                0,
                Set.of());
    }

    /** So many cases lie at the local group. */
    private List<ReadingCase> queue(int cases) {
        IntStream.range(0, cases).forEach(i -> {
            bench.order("A" + i, "1.2." + i, Priority.ROUTINE);
            bench.images("1.2." + i, "A" + i, 3, Hint.PSU);
        });
        bench.studies.anHourLater();
        bench.all().forEach(c -> bench.proved(c, 3));
        return bench.all();
    }

    private ReadingCase now(ReadingCase of) {
        return bench.rows.lock(of.id()).orElseThrow();
    }

    @Test
    void a_queue_that_one_reader_ends_in_time_is_left_alone() {
        people(List.of(OUT), "anna", "far-fritz");
        queue(2);
        bench.pass(Duration.ZERO);
        assertThat(bench.told("case.forecast-late") + bench.told("case.escalated"))
                .isZero();
        assertThat(bench.all()).allMatch(c -> c.watch().forecastAt() == null && "local".equals(c.ownerGroup()));
    }

    @Test
    void what_will_be_late_by_the_forecast_goes_outwards_before_its_step_and_long_before_the_breach() {
        people(List.of(new Ladder.Step(0.5, null, null, true), OUT), "anna", "far-fritz", "far-fiona");
        queue(6);
        bench.pass(Duration.ZERO);
        List<ReadingCase> far = bench.all().stream()
                .filter(c -> "region".equals(c.ownerGroup()))
                .toList();
        assertThat(far).isNotEmpty().hasSizeLessThan(6);
        assertThat(bench.told("case.escalated")).isEqualTo(far.size());
        assertThat(far).allSatisfy(c -> {
            assertThat(c.escalated()).isTrue();
            assertThat(c.watch().breachedAt()).isNull();
            assertThat(c.watch().warnedAt()).isNull();
            assertThat(c.watch().step()).as("its step is taken").isEqualTo(2);
            assertThat(bench.owners(c.id())).containsExactly("region");
        });
        assertThat(bench.studies.lines).anyMatch(l -> l.contains("By the forecast it will be read at"));
        bench.pass(Duration.ZERO);
        assertThat(bench.told("case.escalated")).as("and nobody is moved twice").isEqualTo(far.size());
    }

    @Test
    void a_case_that_nobody_would_read_sooner_stays_and_the_coordinator_is_told_once() {
        people(List.of(OUT), "anna");
        bench.people(
                bench.studies.configuration.groups(),
                List.of(
                        reader("anna", "local"),
                        new Reader(
                                "far-fritz",
                                Set.of("region"),
                                ZoneOffset.UTC,
                                List.of(new Reader.Licence("DE", null, null)),
                                Set.of("elsewhere"),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                0,
                                0,
                                Set.of(),
                                0,
                                Set.of())),
                new Ladder("outwards", List.of(OUT)));
        queue(5);
        bench.pass(Duration.ZERO);
        long told = bench.told("case.forecast-late");
        assertThat(told).isPositive();
        assertThat(bench.all()).allMatch(c -> "local".equals(c.ownerGroup()));
        bench.pass(Duration.ZERO);
        assertThat(bench.told("case.forecast-late")).isEqualTo(told);
        assertThat(bench.studies.lines).anyMatch(l -> l.contains("Nobody further up its ladder"));
    }

    @Test
    void what_will_be_in_time_again_is_not_told_of_any_more() {
        people(List.of(), "anna");
        List<ReadingCase> all = queue(4);
        bench.pass(Duration.ZERO);
        ReadingCase last = bench.all().stream()
                .filter(c -> c.watch().forecastAt() != null)
                .findFirst()
                .orElseThrow();
        assertThat(now(last).watch().forecastAt()).isAfter(last.dueAt());
        all.stream()
                .filter(c -> c.id() != last.id())
                .forEach(c -> bench.rows.write(new CaseChange(now(c))
                        .hold(bench.rows.now(), null, "cora", "x")
                        .done()));
        bench.pass(Duration.ZERO);
        assertThat(now(last).watch().forecastAt()).isNull();
        assertThat(bench.told("case.forecast-in-time")).isOne();
    }

    @Test
    void a_group_is_claimed_by_one_node_a_minute() {
        people(List.of(OUT), "anna");
        queue(1);
        ForecastRows rows = new ForecastRows(bench.studies.jdbi);
        bench.studies.jdbi.useHandle(h -> h.execute("update group_forecast set due_at = now() - interval '1 hour'"));
        assertThat(rows.claim(10)).contains("local");
        assertThat(rows.claim(10)).isEmpty();
    }

    @Test
    void a_long_queue_is_looked_at_in_bounded_steps() {
        people(List.of(), "anna");
        long first = queue(1).get(0).id();
        bench.studies.jdbi.useHandle(h -> {
            h.execute("""
                    insert into study (archive, study_uid, state)
                    select 'pacs', '1.2.9.' || n, 'COMPLETE' from generate_series(1, 3000) n""");
            h.execute("""
                    insert into reading_case (study_id, site, state, priority, priority_rank, modality, owner_group,
                                              routed_at, clock_started_at, warn_at, due_at)
                    select s.id, c.site, 'AVAILABLE', 'ROUTINE', c.priority_rank, 'CT', 'local', now(), now(),
                           now() + interval '21 minutes', now() + interval '30 minutes'
                      from study s cross join reading_case c where s.study_uid like '1.2.9.%' and c.id = ?""", first);
        });
        assertThat(bench.forecast.of("local", bench.rows.now())).hasSize(ForecastRows.CASES);
        bench.pass(Duration.ZERO);
        assertThat(bench.told("case.forecast-late")).isEqualTo(GroupForecastHandler.AT_ONCE);
        bench.pass(Duration.ZERO);
        assertThat(bench.told("case.forecast-late")).isEqualTo(2 * GroupForecastHandler.AT_ONCE);
    }

    @Test
    void a_group_that_lists_no_readers_is_forecast_by_who_claimed_there_and_not_at_all_while_nobody_did() {
        bench.people(
                List.of(new Group("local", Tier.LOCAL, ZoneOffset.UTC, "reading-pacs", Set.of())),
                List.of(),
                new Ladder("outwards", List.of()));
        bench.destination = "reading-pacs";
        List<ReadingCase> all = queue(6);
        assertThat(bench.forecast.of("local", bench.rows.now())).isEmpty();
        bench.service.claim(ReadingBench.RITA, all.get(0).id(), now(all.get(0)).version());
        assertThat(bench.forecast.of("local", bench.rows.now()))
                .hasSize(5)
                .anyMatch(GroupForecast.Seen::late)
                .anyMatch(seen -> !seen.late());
    }
}
