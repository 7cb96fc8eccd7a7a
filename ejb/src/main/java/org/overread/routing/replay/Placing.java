/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Duties;
import org.overread.config.Group;
import org.overread.config.Ladder;
import org.overread.config.Site;
import org.overread.routing.Choice;
import org.overread.routing.ChoiceFacts;
import org.overread.routing.ReaderChoice;
import org.overread.routing.RoutingDecision;
import org.overread.routing.RoutingEngine;
import org.overread.routing.Rvu;

/** Says where a case of a run goes: at its arrival, and again when nobody took it. */
final class Placing {
    private static final long RETRY = Duration.ofMinutes(10).toMillis();

    /** Minutes; what the decision is told of transfers, whatever they then take. */
    private static final double FORECAST_TRANSFER = 2;

    /** Plans an event. */
    interface Plan {
        void at(long moment, Event.Kind kind, @Nullable Job job, @Nullable Person person, int detail);
    }

    private final Configuration configuration;
    private final Duties duties;
    private final RoutingEngine engine;
    private final ReaderChoice choice;
    private final World world;
    private final Method method;
    private final Hall hall;
    private final Plan plan;
    private final Map<String, Integer> turns = new HashMap<>();

    Placing(
            Configuration configuration,
            Duties duties,
            RoutingEngine engine,
            ReaderChoice choice,
            World world,
            Method method,
            Hall hall,
            Plan plan) {
        this.configuration = configuration;
        this.duties = duties;
        this.engine = engine;
        this.choice = choice;
        this.world = world;
        this.method = method;
        this.hall = hall;
        this.plan = plan;
    }

    Job arrive(Arrival arrival) {
        CaseFacts facts = arrival.facts();
        RoutingDecision.Outcome outcome =
                engine.decide(facts, configuration, arrival.at()).outcome();
        ChoiceFacts asked = new ChoiceFacts(
                arrival.id(),
                facts.site(),
                configuration.site(facts.site()).map(Site::jurisdiction).orElse(""),
                facts.modality(),
                outcome.priority(),
                outcome.needs(),
                Rvu.of(facts.modality(), outcome.needs()),
                FORECAST_TRANSFER,
                outcome.dueAt(),
                facts.order() == null ? "" : facts.order().referringPhysician(),
                java.util.Set.of(),
                arrival.earlierReader(),
                outcome.groups());
        long now = arrival.at().toEpochMilli();
        Job job = new Job(
                arrival,
                asked,
                outcome.group(),
                configuration.ladder(outcome.ladder()),
                now,
                outcome.dueAt().toEpochMilli());
        place(job, outcome.groups(), now);
        if (method == Method.OVERREAD) {
            List<Ladder.Step> steps = job.ladder.steps();
            for (int i = 0; i < steps.size() && !job.lost; i++) {
                plan.at(job.stepAt(steps.get(i)), Event.Kind.LADDER, job, null, i);
            }
        }
        return job;
    }

    /** A moment has come at which a case that nobody reads yet is looked at again. @return whether it moved */
    boolean again(Job job, Event.Kind kind, int detail, long now) {
        boolean stale = kind != Event.Kind.LADDER && detail != job.turn;
        if (job.started || job.lost || stale) {
            return false;
        }
        if (kind == Event.Kind.LADDER) {
            boolean moved = climb(job, job.ladder.steps().get(detail), now);
            job.lost = job.hopeless && job.atTop(now);
            return moved;
        }
        if (job.assigned != null) {
            job.passed.add(job.assigned);
        }
        List<String> groups = job.facts.groups();
        hall.withdraw(job);
        place(job, groups, now);
        return true;
    }

    private boolean climb(Job job, Ladder.Step step, long now) {
        List<String> groups = new ArrayList<>();
        for (Group group : configuration.groups()) {
            boolean meant = step.group() == null
                    ? group.tier() == step.tier()
                    : group.name().equals(step.group());
            if (meant && group.readsFor(job.facts.site()) && !group.name().equals(job.group)) {
                groups.add(group.name());
            }
        }
        Choice found = choose(job, groups, now);
        if (groups.isEmpty() || found.outcome() instanceof Choice.Outcome.Nobody) {
            return false;
        }
        hall.withdraw(job);
        job.moves++;
        follow(job, found, now);
        return true;
    }

    /** Its reader's shift ended before it was read. */
    void leave(Job job, long now) {
        List<String> groups = job.facts.groups();
        hall.withdraw(job);
        job.moves++;
        place(job, groups, now);
    }

    private Choice choose(Job job, List<String> groups, long now) {
        return choice.choose(job.asking(groups), configuration, duties, hall.loads(now), Instant.ofEpochMilli(now));
    }

    private void place(Job job, List<String> groups, long now) {
        switch (method) {
            case OVERREAD -> follow(job, choose(job, groups, now), now);
            case STATIC_GROUPS -> open(job, groups, now);
            case FIRST_COME -> openToAll(job, groups, now);
            case ROUND_ROBIN -> inTurn(job, groups, now);
        }
    }

    private void follow(Job job, Choice found, long now) {
        Choice.Outcome outcome = found.outcome();
        job.hopeless = false;
        job.onCall = onCall(outcome, now);
        if (outcome instanceof Choice.Outcome.Assigned assigned) {
            give(job, assigned.group(), assigned.reader(), now);
        } else if (outcome instanceof Choice.Outcome.Offered offered) {
            offer(job, offered.group(), now);
        } else if (outcome instanceof Choice.Outcome.Whole whole) {
            begin(job, whole.group(), now);
        } else {
            Instant next = ((Choice.Outcome.Nobody) outcome).next();
            if (next == null && lasts(found)) {
                job.triaged = true;
                job.hopeless = true;
                job.lost = job.atTop(now);
            } else {
                retry(job, next, now);
            }
        }
    }

    /** Whether asking again would change nothing: no hour and no load is among the reasons. */
    private static boolean lasts(Choice found) {
        return found.groups().stream().allMatch(asked -> asked.obstacle().isEmpty())
                && found.excluded().stream().allMatch(one -> one.reason().lasts());
    }

    /** Whether it was given to somebody on call: then nobody on duty could have it. */
    private boolean onCall(Choice.Outcome outcome, long now) {
        String first = null;
        if (outcome instanceof Choice.Outcome.Assigned assigned) {
            first = assigned.reader();
        } else if (outcome instanceof Choice.Outcome.Offered offered) {
            first = offered.readers().get(0);
        }
        return first != null && duties.at(first, Instant.ofEpochMilli(now)).state() == Duties.State.ON_CALL;
    }

    private void retry(Job job, @Nullable Instant next, long now) {
        job.triaged = true;
        long at = next == null ? now + RETRY : Math.min(now + RETRY, next.toEpochMilli());
        plan.at(Math.max(at, now + 1), Event.Kind.RETRY, job, null, job.turn);
    }

    private void give(Job job, String group, String reader, long now) {
        begin(job, group, now);
        job.assigned = reader;
        hall.person(reader).give(job);
        Group found = configuration.group(group).orElseThrow();
        if (method == Method.OVERREAD && found.offer() != null) {
            long patience = Math.min(found.offer().toMillis(), Math.max(60_000, (job.due - job.arrived) / 4));
            plan.at(Math.max(now, job.available) + patience, Event.Kind.OFFER_ENDS, job, null, job.turn);
        }
    }

    private void offer(Job job, String group, long now) {
        begin(job, group, now);
        hall.offer(group, job, choice.able(job.facts, configuration, group, Instant.ofEpochMilli(now)));
    }

    private void begin(Job job, String group, long now) {
        boolean again = group.equals(job.group);
        job.group = group;
        if (!again) {
            long from = world.linkFrom(group, Instant.ofEpochMilli(now)).toEpochMilli();
            job.available = from + job.transfer.toMillis();
            plan.at(job.available, Event.Kind.IMAGES_THERE, job, null, job.turn);
        }
    }

    /** Opens it to the first group; to the first that has somebody there, when it has nobody. */
    private void open(Job job, List<String> groups, long now) {
        String chosen = null;
        for (String group : groups) {
            if (reads(group, job)) {
                chosen = chosen == null ? group : chosen;
                if (hall.of(group).stream().anyMatch(Person::isHere)) {
                    chosen = group;
                    break;
                }
            }
        }
        if (chosen == null) {
            retry(job, null, now);
        } else {
            job.onCall = true;
            offer(job, chosen, now);
        }
    }

    /** Opens it to all groups at once: whoever is free takes the oldest. */
    private void openToAll(Job job, List<String> groups, long now) {
        List<String> may = groups.stream().filter(group -> reads(group, job)).toList();
        if (may.isEmpty()) {
            retry(job, null, now);
            return;
        }
        job.onCall = true;
        offer(job, may.get(0), now);
        for (String group : may.subList(1, may.size())) {
            hall.also(group, job, choice.able(job.facts, configuration, group, Instant.ofEpochMilli(now)));
        }
    }

    private boolean reads(String group, Job job) {
        return configuration
                .group(group)
                .filter(g -> g.readsFor(job.facts.site()))
                .isPresent();
    }

    /** The next of all readers of all groups who are on shift. */
    private void inTurn(Job job, List<String> groups, long now) {
        Instant moment = Instant.ofEpochMilli(now);
        List<String> able = new ArrayList<>();
        Map<String, String> groupOf = new HashMap<>();
        for (String group : groups) {
            for (String reader : choice.able(job.facts, configuration, group, moment)) {
                if (duties.at(reader, moment).state() == Duties.State.ON_DUTY) {
                    able.add(reader);
                    groupOf.put(reader, group);
                }
            }
        }
        if (able.isEmpty()) {
            retry(job, null, now);
            return;
        }
        int turn = turns.merge(groups.get(0), 1, Integer::sum);
        String reader = able.get(turn % able.size());
        give(job, Objects.requireNonNull(groupOf.get(reader)), reader, now);
    }

    /** What reading a case costs: what its group is paid for it by contract, and what the reader is paid by the unit. */
    static double cost(
            Configuration configuration,
            String site,
            String modality,
            Instant arrived,
            @Nullable String group,
            @Nullable String reader,
            double rvu) {
        double cost = reader == null
                ? 0
                : configuration
                        .reader(reader)
                        .map(found -> found.ratePerRvu() * rvu)
                        .orElse(0.0);
        LocalDateTime at = LocalDateTime.ofInstant(arrived, configuration.zoneOf(site));
        for (Contract contract : configuration.contracts()) {
            if (contract.site().equals(site)
                    && contract.group().equals(Objects.requireNonNullElse(group, ""))
                    && contract.covers(modality, at)) {
                return cost + contract.price().doubleValue();
            }
        }
        return cost;
    }
}
