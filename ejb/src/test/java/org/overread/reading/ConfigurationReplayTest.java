/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
}
