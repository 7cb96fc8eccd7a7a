/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.config.Roster;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.Routing;
import org.overread.shared.Priority;

/** A replay holds no case longer than until both configurations are done with it. */
class ReplayMemoryTest {
    private static final Instant FROM = Instant.parse("2026-09-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofSeconds(26);
    private static final int CASES = 100_000;
    private static final int STEP = 10_000;
    private static final long ALLOWED = 8 << 20;

    private final List<Long> used = new ArrayList<>();
    private final SpanDuties duties = new SpanDuties();
    private final Configuration live = configuration("house", "DE");
    private final Replay replay = new Replay(Routing.engine(), Routing.choice());
    private final Replay.Span span = new Replay.Span(FROM, FROM.plus(BETWEEN.multipliedBy(CASES)));

    private Configuration configuration(String group, String licence) {
        List<Reader> readers = IntStream.range(0, 20)
                .mapToObj(i -> new Reader(
                        "r" + i,
                        Set.of("house"),
                        ZoneOffset.UTC,
                        List.of(new Reader.Licence(licence, null, null)),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        0,
                        0,
                        Set.of(),
                        0,
                        Set.of()))
                .toList();
        return new Configuration(
                1,
                List.of(new Site("north", ZoneOffset.UTC, "N", "", "DE", false, Map.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Group("house", Group.Tier.LOCAL, ZoneOffset.UTC, null, Set.of())),
                readers,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Rule("all", true, "true", new Rule.Then(group, null, null, null, false, null, false, ""))));
    }

    /** Made when asked for. Looks at the heap now and then. */
    private Iterator<Replay.Past> cases(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    if (i > 0 && i % STEP == 0) {
                        used.add(live());
                    }
                    Instant at = FROM.plus(BETWEEN.multipliedBy(i));
                    CaseFacts facts = new CaseFacts(
                            "north",
                            "archive",
                            Priority.ROUTINE,
                            false,
                            null,
                            new CaseFacts.StudyFacts(List.of("US"), "", "", null, 40, at),
                            new CaseFacts.PatientFacts(null, ""));
                    return new Replay.Past(i + 1L, at, facts, Duration.ofMinutes(1), "house");
                })
                .iterator();
    }

    private static long live() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void onDuty() {
        for (int i = 0; i < 20; i++) {
            duties.add("r" + i, FROM, span.until().plus(Duration.ofDays(2)), Roster.Kind.DUTY);
        }
        duties.done();
    }

    @Test
    void a_hundred_thousand_cases_take_no_more_memory_than_ten_thousand() {
        onDuty();
        Replay.Plan plan = new Replay.Plan(live, duties);
        Replay.Result result = replay.run(
                cases(CASES), span, plan, new Replay.Plan(configuration("house", "DE"), duties), Map.of(), taken -> {});
        assertThat(result.cases()).isEqualTo(CASES);
        assertThat(result.live().all().unread()).isZero();
        assertThat(used)
                .hasSize(CASES / STEP - 1)
                .allSatisfy(now -> assertThat(now - used.get(0)).isLessThan(ALLOWED));
    }

    @Test
    void neither_do_those_that_a_draft_gives_to_nobody() {
        onDuty();
        Replay.Result result = replay.run(
                cases(CASES),
                span,
                new Replay.Plan(live, duties),
                new Replay.Plan(configuration("house", "FR"), duties),
                Map.of(),
                taken -> {});
        assertThat(result.draft().all().unread()).isEqualTo(CASES);
        assertThat(result.changes().group()).isEqualTo(CASES);
        assertThat(result.listed()).hasSize(200);
        assertThat(used).allSatisfy(now -> assertThat(now - used.get(0)).isLessThan(ALLOWED));
    }
}
