/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.routing.ReaderChoice;
import org.overread.routing.ReaderLoad;
import org.overread.routing.RoutingDecision;
import org.overread.routing.RoutingEngine;
import org.overread.shared.Priority;

/**
 * Runs cases of the past through a draft and through the configuration in force, side by side and beside what happened. Both
 * runs take in each case at the same time, so that no case is kept once both are done with it.
 */
public final class Replay {
    /** How long after the last moment people may go on reading. */
    private static final Duration AFTER = Duration.ofDays(1);

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
     * @param happened what became of it; null = not known
     */
    public record Past(
            long id,
            Instant decidedAt,
            CaseFacts facts,
            Duration transfer,
            @Nullable String group,
            @Nullable Happened happened) {
        /** One of which only the decision is known. */
        public Past(long id, Instant decidedAt, CaseFacts facts, Duration transfer, @Nullable String group) {
            this(id, decidedAt, facts, transfer, group, null);
        }

        private Arrival arrival() {
            CaseFacts.HistoryFacts history = facts.history();
            return new Arrival(id, decidedAt, facts, transfer, history == null ? null : history.reader());
        }
    }

    /**
     * What became of a case.
     *
     * @param group who had it at last; null = triage
     * @param reader who read it; null = nobody yet
     * @param readAt when it was reported; null = not yet
     * @param late whether its time passed before
     * @param escalated whether it was moved outwards
     */
    public record Happened(
            Priority priority,
            @Nullable String group,
            @Nullable String reader,
            @Nullable Instant readAt,
            double rvu,
            boolean late,
            boolean escalated) {}

    /** A configuration with its rosters over the time of the cases. */
    public record Plan(Configuration configuration, Duties duties) {}

    /** Of which time: from the first moment that a case may have come, to the last, not within. */
    public record Span(Instant from, Instant until) {}

    /**
     * What came of it.
     *
     * @param happened what happened, as far as it is known
     * @param live what came of the configuration in force
     * @param draft what came of the draft
     */
    public record Result(
            int cases,
            int changed,
            Changes changes,
            List<Changes.Changed> listed,
            Outcomes happened,
            Outcomes live,
            Outcomes draft) {
        public Result {
            listed = List.copyOf(listed);
        }
    }

    /**
     * Deterministic: the same cases, plans and paces give the same result.
     *
     * @param cases by when they were decided; each is asked for once, when it is needed
     * @param pace minutes for one unit by reader, as estimated; who is missing has the usual pace
     * @param progress told the cases taken in so far, of both runs together; may throw to stop
     */
    public Result run(
            Iterator<Past> cases, Span span, Plan live, Plan draft, Map<String, Double> pace, LongConsumer progress) {
        Comparison seen = new Comparison(live.configuration(), draft.configuration());
        World world = world(pace);
        Run now = run(live, world, span, seen::live);
        Run then = run(draft, world, span, seen::draft);
        int taken = 0;
        while (cases.hasNext()) {
            Past one = cases.next();
            seen.comes(one);
            Arrival arrival = one.arrival();
            seen.ruled(one.id(), now.arrive(arrival), then.arrive(arrival));
            progress.accept(2L * ++taken);
        }
        now.end();
        then.end();
        return seen.result(taken);
    }

    /** What the rules say of the case's facts at its moment. */
    public RoutingDecision.Outcome decided(Past one, Configuration configuration) {
        return engine.decide(one.facts(), configuration, one.decidedAt()).outcome();
    }

    private Run run(Plan plan, World world, Span span, Consumer<Outcomes.Ended> told) {
        return new Run(
                plan.configuration(),
                plan.duties(),
                engine,
                choice,
                world,
                Method.OVERREAD,
                span.from(),
                span.until().plus(AFTER),
                told);
    }

    /** Nobody is ill, and everybody reads at their median. */
    private static World world(Map<String, Double> pace) {
        return new World() {
            @Override
            public double minutes(String reader, long caseId, double rvu) {
                return Math.max(0.5, rvu * pace.getOrDefault(reader, ReaderLoad.USUAL_MINUTES_PER_RVU));
            }

            @Override
            public boolean absent(String reader, Instant shift) {
                return false;
            }
        };
    }
}
