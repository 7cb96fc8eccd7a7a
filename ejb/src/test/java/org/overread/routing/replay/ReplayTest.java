/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.routing.Routing;
import org.overread.shared.Priority;

class ReplayTest {
    private static final Replay.Span SPAN = new Replay.Span(Month.FROM, Month.UNTIL);

    private final Month month = new Month(3, 1_500);
    private final Replay replay = new Replay(Routing.engine(), Routing.choice());
    private final Replay.Plan live = new Replay.Plan(month.configuration, month.duties);

    private List<Replay.Past> past() {
        return month.arrivals.stream()
                .map(a -> new Replay.Past(
                        a.id(),
                        a.at(),
                        a.facts(),
                        a.transfer(),
                        Routing.engine()
                                .decide(a.facts(), month.configuration, a.at())
                                .outcome()
                                .group()))
                .toList();
    }

    private Replay.Result run(List<Replay.Past> cases, Configuration draft) {
        return replay.run(cases.iterator(), SPAN, live, new Replay.Plan(draft, month.duties), Map.of(), taken -> {});
    }

    @Test
    void the_configuration_in_force_changes_nothing() {
        Replay.Result result = run(past(), month.configuration);
        assertThat(result.changed()).isZero();
        assertThat(result.changes()).isEqualTo(new Changes(0, 0, 0, 0, 0));
        assertThat(result.listed()).isEmpty();
        assertThat(result.draft()).isEqualTo(result.live());
        past().forEach(one ->
                assertThat(replay.decided(one, month.configuration).group()).isEqualTo(one.group()));
    }

    @Test
    void a_draft_shows_each_case_that_it_gives_to_another_group() {
        Replay.Result result = run(past(), month.draft());
        long meant = month.arrivals.stream()
                .filter(a -> a.facts().priority() == Priority.STAT
                        && a.facts().site().equals("site0"))
                .count();
        assertThat(meant).isPositive();
        assertThat(result.changed()).isEqualTo((int) meant);
        List<Changes.Changed> moved = result.listed().stream()
                .filter(c -> !Objects.equals(c.live(), c.draft()))
                .toList();
        assertThat(moved).isNotEmpty().allMatch(c -> "local0".equals(c.live()) && "regional0".equals(c.draft()));
        assertThat(result.changes().tier())
                .isPositive()
                .isLessThanOrEqualTo(result.changes().group());
        assertThat(result.changes().reader())
                .isGreaterThanOrEqualTo(result.changes().group());
    }

    @Test
    void one_altered_fact_shows() {
        List<Replay.Past> cases = new ArrayList<>(past());
        Replay.Past one = cases.get(7);
        CaseFacts f = one.facts();
        String other = f.site().equals("site1") ? "site2" : "site1";
        CaseFacts altered =
                new CaseFacts(other, f.archive(), f.priority(), f.notified(), f.order(), f.study(), f.patient());
        assertThat(replay.decided(
                                new Replay.Past(one.id(), one.decidedAt(), altered, one.transfer(), one.group()),
                                month.configuration)
                        .group())
                .isNotEqualTo(one.group());
    }

    @Test
    void who_asks_can_stop_it() {
        assertThatThrownBy(() -> replay.run(past().iterator(), SPAN, live, live, Map.of(), taken -> {
                    if (taken == 100) {
                        throw new java.util.concurrent.CancellationException();
                    }
                }))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
    }
}
