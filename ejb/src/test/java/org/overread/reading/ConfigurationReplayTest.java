/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationDrafts;
import org.overread.config.DutyCalendar;
import org.overread.config.Group;
import org.overread.config.Intake;
import org.overread.config.Rule;
import org.overread.routing.Routing;
import org.overread.routing.replay.Replay;
import org.overread.shared.OverreadException;
import org.overread.shared.Priority;
import org.overread.study.Hint;
import org.overread.study.StudyBench;

/** A draft tried on what was decided, in the real database. */
class ConfigurationReplayTest {
    private static final Scope ADA = Scope.of("ada", Set.of(Role.ADMIN), Set.of(), Set.of());
    private static final Replay.Span ALL = new Replay.Span(
            Instant.now().minus(Duration.ofDays(9_000)), Instant.now().plus(Duration.ofDays(9_000)));
    private static final String DRAFT = """
            groups:
            - name: region
              tier: regional
            rules:
            - name: all
              when: "true"
              then: { group: region }
            """;

    private final ReadingBench bench = new ReadingBench();
    private final ReplayRows rows = new ReplayRows(bench.studies.jdbi);
    private final ConfigurationDrafts drafts = new ConfigurationDrafts(Routing.conditions());
    private final ConfigurationReplays replays =
            new ConfigurationReplays(rows, bench.studies.work, bench.studies.store, drafts, Clock.systemUTC());

    ConfigurationReplayTest() {
        bench.studies.handle(new ReplayHandler(rows, bench.studies.store, drafts, Routing.engine(), Routing.choice()));
    }

    private void decided(String accession, String uid) {
        bench.order(accession, uid, Priority.ROUTINE);
        bench.images(uid, accession, 3, Hint.PSU);
        bench.studies.anHourLater();
    }

    @Test
    void a_draft_shows_what_it_would_have_changed() {
        decided("7", "1.2.3");
        decided("8", "1.2.4");
        long id =
                replays.ask(ADA, DRAFT, null, null, null).status().orElseThrow().id();
        bench.studies.pump();
        ConfigurationReplays.Status status = replays.status(ADA, id);
        assertThat(status.state()).isEqualTo("DONE");
        assertThat(status.result().path("cases").asInt()).isEqualTo(2);
        assertThat(status.result().path("changed").asInt()).isEqualTo(2);
        assertThat(status.result().path("listed").get(0).path("draft").asText()).isEqualTo("region");
        assertThat(status.result().path("draft").path("all").path("unread").asInt())
                .isZero();
    }

    @Test
    void the_configuration_in_force_changes_nothing_with_the_decisions_unreadable_and_one_altered_fact_shows() {
        Configuration old = StudyBench.configured(Intake.DEFAULT);
        bench.byRules = true;
        bench.studies.configuration = new Configuration(
                1,
                old.sites(),
                old.senders(),
                old.archives(),
                old.destinations(),
                List.of(new Group("local", Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of())),
                List.of(new Rule(
                        "own site",
                        true,
                        "site.name == '" + old.sites().get(0).name() + "'",
                        new Rule.Then("local", null, null, null, false, null, false, ""))));
        decided("7", "1.2.3");
        decided("8", "1.2.4");
        Replay.Plan live = new Replay.Plan(
                bench.studies.store.current(), DutyCalendar.of(Configuration.EMPTY, Instant.EPOCH, Instant.EPOCH));
        List<String> decided = bench.studies.jdbi.withHandle(
                h -> h.createQuery("select outcome ->> 'group' from routing_decision order by case_id")
                        .mapTo(String.class)
                        .list());
        assertThat(decided).hasSize(2).doesNotContainNull();
        bench.studies.jdbi.useHandle(h -> h.execute("alter table routing_decision rename to routing_decision_hidden"));
        try {
            assertThat(again(live)).isEqualTo(decided);
            assertThat(new Replay(Routing.engine(), Routing.choice())
                            .run(past().iterator(), ALL, live, live, Map.of(), taken -> {})
                            .changed())
                    .isZero();
            bench.studies.jdbi.useHandle(h -> h.execute("""
                    update case_facts set facts = jsonb_set(facts, '{site}', '"ELSEWHERE"')
                     where case_id = (select min(case_id) from case_facts)"""));
            assertThat(again(live).get(0)).isNotEqualTo(decided.get(0));
            assertThat(again(live).get(1)).isEqualTo(decided.get(1));
        } finally {
            bench.studies.jdbi.useHandle(
                    h -> h.execute("alter table routing_decision_hidden rename to routing_decision"));
        }
    }

    private List<Replay.Past> past() {
        List<Replay.Past> all = new ArrayList<>();
        rows.cases(new ReplayRows.Asked(0, "", ALL.from(), ALL.until(), 100)).forEachRemaining(all::add);
        return all;
    }

    private List<String> again(Replay.Plan live) {
        Replay replay = new Replay(Routing.engine(), Routing.choice());
        return past().stream()
                .sorted(Comparator.comparing(Replay.Past::id))
                .map(one -> replay.decided(one, live.configuration()).group())
                .toList();
    }

    @Test
    void a_draft_with_findings_is_not_run() {
        ConfigurationReplays.Begun begun = replays.ask(ADA, "groups: 7", null, null, null);
        assertThat(begun.status()).isEmpty();
        assertThat(begun.findings()).isNotEmpty();
    }

    @Test
    void one_that_was_cancelled_does_not_run() {
        decided("7", "1.2.3");
        long id =
                replays.ask(ADA, DRAFT, null, null, null).status().orElseThrow().id();
        replays.cancel(ADA, id);
        bench.studies.pump();
        assertThat(replays.status(ADA, id).state()).isEqualTo("CANCELLED");
        assertThat(replays.status(ADA, id).result()).isNull();
    }

    /** So many cases as they were decided within the last day, each read by rita half an hour later, late the first time. */
    private void read(int cases) {
        bench.studies.jdbi.useHandle(h -> {
            h.createUpdate("""
                            insert into study (archive, study_uid, state) select 'hospital', '1.2.9.' || n, 'COMPLETE'
                              from generate_series(1, :n) n""").bind("n", cases).execute();
            h.execute("""
                    insert into reading_case (site, study_id, state, priority, priority_rank, modality, tier, owner_group,
                                              clock_started_at, due_at)
                    select 'S', id, 'DELIVERED', 'ROUTINE', 6, 'CT', 'local', 'local',
                           now() - interval '1 day', now() - interval '22 hours' from study;
                    insert into case_facts (case_id, decided_at, owner_group, facts)
                    select id, now() - interval '1 day' + (id % 7) * interval '1 minute', 'local',
                           '{"site":"S","archive":"hospital","priority":"ROUTINE","notified":false,"order":null,"study":null,
                             "patient":{"birthDate":null,"sex":""},"history":null,"ai":null}' from reading_case;
                    insert into case_offer (case_id, owner_group, groups, needs, rvu, claimed_at, reader, read_at)
                    select id, 'local', array['local'], '{}', 1.2, now(), 'rita', now() - interval '23 hours'
                      from reading_case;
                    update case_offer set read_at = now() where case_id = (select min(case_id) from case_offer);""");
        });
    }

    private ConfigurationReplays.Status replay(int most) {
        long id =
                replays.ask(ADA, DRAFT, null, null, most).status().orElseThrow().id();
        bench.studies.pump();
        return replays.status(ADA, id);
    }

    @Test
    void each_case_of_many_pages_is_run_once_by_both_configurations_beside_what_happened() {
        read(2_500);
        ConfigurationReplays.Status status = replay(10_000);
        assertThat(status.state()).isEqualTo("DONE");
        assertThat(status.total()).isEqualTo(2_500);
        assertThat(status.done()).isEqualTo(5_000);
        for (String side : List.of("happened", "live", "draft")) {
            assertThat(status.result().path(side).path("all").path("cases").asInt())
                    .as(side)
                    .isEqualTo(2_500);
        }
        assertThat(status.result().at("/happened/all/breaches").asInt()).isOne();
        assertThat(status.result().at("/happened/rvuByReader/rita").asDouble()).isCloseTo(3_000, within(1.0));
        assertThat(status.result().at("/happened/byPriority/ROUTINE/p50").asDouble())
                .isBetween(50.0, 61.0);
        assertThat(status.result().at("/changes/tier").asInt()).isEqualTo(2_500);
        assertThat(status.result().path("listed")).hasSize(200);
        assertThat(status.result().at("/listed/5/happenedFate/reader").asText()).isEqualTo("rita");
        assertThat(status.result().at("/listed/5/draftFate/tier").asText()).isEqualTo("REGIONAL");
    }

    @Test
    void at_most_so_many_cases_are_run_and_none_that_was_cancelled() {
        read(1_200);
        bench.studies.jdbi.useHandle(h -> h.execute("""
                update reading_case set state = 'CANCELLED'
                 where id in (select id from reading_case order by id limit 50)"""));
        assertThat(replay(10_000).result().path("cases").asInt()).isEqualTo(1_150);
        assertThat(replay(1_000).result().path("cases").asInt()).isEqualTo(1_000);
        assertThat(replay(7).result().path("cases").asInt()).isEqualTo(7);
    }

    @Test
    void the_same_cases_and_draft_give_the_same_result() {
        read(300);
        assertThat(replay(10_000).result()).isEqualTo(replay(10_000).result());
    }

    @Test
    void those_asked_for_are_listed_the_latest_first_page_by_page_without_their_results() {
        decided("7", "1.2.3");
        List<Long> ids = List.of(replay(1).id(), replay(1).id(), replay(1).id());
        ConfigurationReplays.Page first = replays.latest(ADA, 2, null);
        assertThat(first.items()).extracting(ConfigurationReplays.Status::id).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.items()).allMatch(each -> each.result() == null);
        assertThat(replays.latest(ADA, 1, first.next()).items())
                .extracting(ConfigurationReplays.Status::id)
                .containsExactly(ids.get(0));
        assertThatThrownBy(() -> replays.latest(ADA, 2, "none of ours"))
                .hasFieldOrPropertyWithValue("kind", OverreadException.Kind.BAD_REQUEST);
    }

    @Test
    void who_may_not_read_the_configuration_sees_no_replay_and_who_may_not_change_it_asks_for_none() {
        assertThatThrownBy(() -> replays.latest(ReadingBench.RITA, 2, null))
                .hasFieldOrPropertyWithValue("kind", OverreadException.Kind.FORBIDDEN);
        assertThatThrownBy(() -> replays.ask(ReadingBench.CORA, DRAFT, null, null, null))
                .hasFieldOrPropertyWithValue("kind", OverreadException.Kind.FORBIDDEN);
    }

    @Test
    void ten_thousand_are_decided_again_with_the_decisions_unreadable_and_the_one_altered_fact_shows() {
        String live = """
                groups:
                - { name: local, tier: local }
                - { name: region, tier: regional }
                rules:
                - { name: own, when: 'site.name == "S"', then: { group: local } }
                - { name: else, when: "true", then: { group: region } }
                """;
        bench.studies.configuration = drafts.read(live).configuration().orElseThrow();
        read(10_000);
        bench.studies.jdbi.useHandle(h -> h.execute("alter table routing_decision rename to routing_decision_hidden"));
        try {
            assertThat(differing()).isEmpty();
            long id = replays.ask(ADA, live, null, null, 10_000)
                    .status()
                    .orElseThrow()
                    .id();
            bench.studies.pump();
            ConfigurationReplays.Status same = replays.status(ADA, id);
            assertThat(same.result().path("cases").asInt()).isEqualTo(10_000);
            assertThat(same.result().path("changed").asInt()).isZero();
            assertThat(same.result().path("changes")).allMatch(count -> count.asInt() == 0);
            assertThat(same.result().path("draft")).isEqualTo(same.result().path("live"));
            long altered = bench.studies.jdbi.withHandle(
                    h -> h.createQuery("""
                            update case_facts set facts = jsonb_set(facts, '{site}', '"ELSEWHERE"')
                             where case_id = (select max(case_id) - 7 from case_facts) returning case_id""").mapTo(Long.class).one());
            assertThat(differing()).containsExactly(altered);
        } finally {
            bench.studies.jdbi.useHandle(
                    h -> h.execute("alter table routing_decision_hidden rename to routing_decision"));
        }
    }

    /** Cases whose facts lead to another group today than was decided. */
    private List<Long> differing() {
        Replay replay = new Replay(Routing.engine(), Routing.choice());
        Configuration current = bench.studies.store.current();
        List<Long> differing = new ArrayList<>();
        rows.cases(new ReplayRows.Asked(0, "", ALL.from(), ALL.until(), 100_000))
                .forEachRemaining(one -> {
                    if (!Objects.equals(replay.decided(one, current).group(), one.group())) {
                        differing.add(one.id());
                    }
                });
        return differing;
    }
}
