/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.routing.FirstMatchRoutingTest.ENGINE;
import static org.overread.routing.FirstMatchRoutingTest.GROUPS;
import static org.overread.routing.FirstMatchRoutingTest.NOW;
import static org.overread.routing.FirstMatchRoutingTest.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.DutyCalendar;
import org.overread.config.Rule;
import org.overread.routing.replay.Changes;
import org.overread.routing.replay.Replay;
import org.overread.shared.Json;

/** A decision made again from its facts alone, as they are kept, is the same; and one fact that was altered shows. */
class AnyDecisionAgainTest {
    private final Replay replay = new Replay(Routing.engine(), Routing.choice());

    private static Rule rule(String name, String when, String group) {
        return new Rule(name, true, when, new Rule.Then(group, null, null, null, false, null, false, ""));
    }

    private static CaseFacts kept(CaseFacts facts) {
        return Json.read(Json.write(facts), CaseFacts.class);
    }

    @Property(tries = 10_000)
    void replay_of_the_configuration_in_force_changes_nothing_and_one_altered_fact_shows(@ForAll long seed) {
        Random random = new Random(seed);
        CaseFacts facts = AnyRoutingTest.anyFacts(random);
        Configuration live =
                configuration(GROUPS, List.of(rule("by site", "site.name == '" + facts.site() + "'", "far")));
        RoutingDecision.Outcome decided = ENGINE.decide(facts, live, NOW).outcome();
        Replay.Past past = new Replay.Past(1, NOW, kept(facts), Duration.ofMinutes(2), decided.group());
        assertThat(replay.decided(past, live)).isEqualTo(decided);

        Duties nobody = DutyCalendar.of(Configuration.EMPTY, NOW, NOW);
        Replay.Plan plan = new Replay.Plan(live, nobody);
        Replay.Result result = replay.run(
                List.of(past).iterator(), new Replay.Span(NOW, NOW.plusSeconds(1)), plan, plan, Map.of(), taken -> {});
        assertThat(result.changed()).isZero();
        assertThat(result.changes()).isEqualTo(new Changes(0, 0, 0, 0, 0));
        assertThat(result.draft()).isEqualTo(result.live());

        CaseFacts altered = new CaseFacts(
                facts.site() + "x",
                facts.archive(),
                facts.priority(),
                facts.notified(),
                facts.order(),
                facts.study(),
                facts.patient());
        assertThat(replay.decided(new Replay.Past(1, NOW, kept(altered), Duration.ofMinutes(2), decided.group()), live))
                .isNotEqualTo(decided);
    }
}
