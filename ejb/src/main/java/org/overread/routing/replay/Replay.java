/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.routing.ReaderChoice;
import org.overread.routing.ReaderLoad;
import org.overread.routing.RoutingDecision;
import org.overread.routing.RoutingEngine;

/** Runs cases of the past through a draft and through the configuration in force, side by side. */
public final class Replay {
    /** Changed cases that are listed; all are counted. */
    private static final int LISTED = 200;

    private final RoutingEngine engine;
    private final ReaderChoice choice;

    public Replay(RoutingEngine engine, ReaderChoice choice) {
        this.engine = engine;
        this.choice = choice;
    }

    /**
     * A case as it was decided.
     *
     * @param facts as of then, kept with the decision
     * @param transfer how long its images took
     * @param group who had it then; null = triage
     */
    public record Past(
            long id,
            Instant decidedAt,
            CaseFacts facts,
            Duration transfer,
            @Nullable String group) {}

    /** A configuration with its rosters over the time of the cases. */
    public record Plan(Configuration configuration, Duties duties) {}

    /** A case that the draft gives to somebody else. Null = triage. */
    public record Changed(
            long id,
            @Nullable String happened,
            @Nullable String live,
            @Nullable String draft) {}

    /**
     * What came of it.
     *
     * @param changed how many cases the draft's rules give to another group than those in force
     * @param listed the first of them
     * @param live what came of the configuration in force
     * @param draft what came of the draft
     */
    public record Result(int cases, int changed, List<Changed> listed, Outcomes live, Outcomes draft) {
        public Result {
            listed = List.copyOf(listed);
        }
    }

    /**
     * Deterministic: the same cases, plans and paces give the same result.
     *
     * @param pace minutes for one unit by reader, as estimated; who is missing has the usual pace
     * @param progress told the cases taken in so far, of both runs together; may throw to stop
     */
    public Result run(List<Past> cases, Plan live, Plan draft, Map<String, Double> pace, LongConsumer progress) {
        List<Past> ordered = cases.stream()
                .sorted(Comparator.comparing(Past::decidedAt).thenComparing(Past::id))
                .toList();
        List<Changed> listed = new ArrayList<>();
        int changed = 0;
        for (Past one : ordered) {
            String before = group(one, live.configuration());
            String after = group(one, draft.configuration());
            if (!Objects.equals(before, after)) {
                changed++;
                if (listed.size() < LISTED) {
                    listed.add(new Changed(one.id(), one.group(), before, after));
                }
            }
        }
        Outcomes now = outcomes(ordered, live, pace, progress);
        Outcomes then = outcomes(ordered, draft, pace, taken -> progress.accept(ordered.size() + taken));
        return new Result(ordered.size(), changed, listed, now, then);
    }

    private @Nullable String group(Past one, Configuration configuration) {
        return decided(one, configuration).group();
    }

    /** What the rules say of the case's facts at its moment. */
    public RoutingDecision.Outcome decided(Past one, Configuration configuration) {
        return engine.decide(one.facts(), configuration, one.decidedAt()).outcome();
    }

    private Outcomes outcomes(List<Past> ordered, Plan plan, Map<String, Double> pace, LongConsumer progress) {
        if (ordered.isEmpty()) {
            return new Outcomes(List.of(), Map.of(), 0);
        }
        World world = new World() {
            @Override
            public double minutes(String reader, long caseId, double rvu) {
                return Math.max(0.5, rvu * pace.getOrDefault(reader, ReaderLoad.USUAL_MINUTES_PER_RVU));
            }

            @Override
            public boolean absent(String reader, Instant shift) {
                return false;
            }
        };
        Instant from = ordered.get(0).decidedAt();
        Instant until = ordered.get(ordered.size() - 1).decidedAt().plus(Duration.ofDays(1));
        return new Run(plan.configuration(), plan.duties(), engine, choice, world, Method.OVERREAD)
                .of(
                        ordered.stream()
                                .map(one -> new Arrival(one.id(), one.decidedAt(), one.facts(), one.transfer(), null))
                                .iterator(),
                        from,
                        until,
                        progress);
    }
}
