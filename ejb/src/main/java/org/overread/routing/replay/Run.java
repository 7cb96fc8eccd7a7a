/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Duties;
import org.overread.config.Roster;
import org.overread.routing.ReaderChoice;
import org.overread.routing.RoutingEngine;

/**
 * Runs arrivals through a configuration, one event after the other. People read what is theirs or lies open to them, the
 * most urgent first, one case at a time. The same arrivals, configuration and world give the same outcomes.
 */
public final class Run {
    private static final long MINUTE = 60_000L;

    private final Configuration configuration;
    private final Duties duties;
    private final World world;
    private final Hall hall;
    private final Placing placing;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Job> jobs = new ArrayList<>();
    private final Map<Long, Outcomes.Ended> ended = new LinkedHashMap<>();
    private final Map<Person, Boolean> onCall = new HashMap<>();
    private long planned;
    private double cost;

    public Run(
            Configuration configuration,
            Duties duties,
            RoutingEngine engine,
            ReaderChoice choice,
            World world,
            Method method) {
        this.configuration = configuration;
        this.duties = duties;
        this.world = world;
        this.hall = new Hall(configuration, method);
        this.placing = new Placing(configuration, duties, engine, choice, world, method, hall, this::plan);
    }

    /**
     * @param arrivals by their time
     * @param from when the run begins; of shifts before it nothing is known
     * @param until when it ends, read or not
     * @param progress told the number of arrivals taken in so far; may throw to stop the run
     */
    public Outcomes of(Iterator<Arrival> arrivals, Instant from, Instant until, LongConsumer progress) {
        shifts(from.toEpochMilli(), until.toEpochMilli());
        Arrival next = arrivals.hasNext() ? arrivals.next() : null;
        long taken = 0;
        while (next != null || !events.isEmpty()) {
            Event event = events.peek();
            if (next != null && (event == null || next.at().toEpochMilli() <= event.at())) {
                arrive(next);
                progress.accept(++taken);
                next = arrivals.hasNext() ? arrivals.next() : null;
                continue;
            }
            events.remove();
            if (Objects.requireNonNull(event).at() > until.toEpochMilli()) {
                break;
            }
            happen(event);
        }
        return outcomes(until.toEpochMilli());
    }

    private void shifts(long from, long until) {
        for (Person person : hall.people()) {
            for (Duties.Span span : duties.spans(person.reader.name())) {
                long begins = Math.max(from, span.from().toEpochMilli());
                long ends = span.until().toEpochMilli();
                if (ends > from && begins < until && !world.absent(person.reader.name(), span.from())) {
                    plan(begins, Event.Kind.SHIFT_BEGINS, null, person, span.kind() == Roster.Kind.ON_CALL ? 1 : 0);
                    plan(ends, Event.Kind.SHIFT_ENDS, null, person, 0);
                }
            }
        }
    }

    private void plan(long at, Event.Kind kind, @Nullable Job job, @Nullable Person person, int detail) {
        events.add(new Event(at, planned++, kind, job, person, detail));
    }

    private void arrive(Arrival arrival) {
        Job job = placing.arrive(arrival);
        jobs.add(job);
        wake(job, arrival.at().toEpochMilli());
    }

    private void happen(Event event) {
        long now = event.at();
        Job job = event.job();
        Person person = event.person();
        switch (event.kind()) {
            case SHIFT_BEGINS -> begins(Objects.requireNonNull(person), event.detail() == 1, now);
            case SHIFT_ENDS -> ends(Objects.requireNonNull(person), now);
            case BREAK_ENDS -> read(Objects.requireNonNull(person), now);
            case READ -> done(Objects.requireNonNull(person), Objects.requireNonNull(job), now);
            case IMAGES_THERE -> wake(Objects.requireNonNull(job), now);
            case OFFER_ENDS, LADDER, RETRY -> {
                if (placing.again(Objects.requireNonNull(job), event.kind(), event.detail(), now)) {
                    wake(job, now);
                }
            }
        }
    }

    private void begins(Person person, boolean call, long now) {
        person.here = true;
        person.shiftRvu = 0;
        onCall.put(person, call);
        read(person, now);
    }

    private void ends(Person person, long now) {
        Duties.State state =
                duties.at(person.reader.name(), Instant.ofEpochMilli(now)).state();
        if (state != Duties.State.OFF) {
            return;
        }
        person.here = false;
        for (Job job : Hall.waiting(person)) {
            placing.leave(job, now);
            wake(job, now);
        }
    }

    /** Who has nothing to do looks whether there is something. */
    private void wake(Job job, long now) {
        if (job.started || job.available > now || job.group == null) {
            return;
        }
        if (job.assigned != null) {
            read(hall.person(job.assigned), now);
            return;
        }
        if (hall.of(job.group).isEmpty()) {
            whole(job, now);
            return;
        }
        for (Person person : job.wide ? hall.people() : hall.of(job.group)) {
            if (person.here && person.reading == null) {
                read(person, now);
                if (job.started) {
                    return;
                }
            }
        }
    }

    private void whole(Job job, long now) {
        job.started = true;
        double minutes = world.groupMinutes(Objects.requireNonNull(job.group), job.id, job.rvu);
        end(job, null, now + Math.round(minutes * MINUTE));
    }

    private void read(Person person, long now) {
        if (!person.here || person.reading != null) {
            return;
        }
        Duties.Duty duty = duties.at(person.reader.name(), Instant.ofEpochMilli(now));
        if (duty.state() == Duties.State.ON_BREAK) {
            plan(Objects.requireNonNull(duty.until()).toEpochMilli(), Event.Kind.BREAK_ENDS, null, person, 0);
            return;
        }
        Job job = hall.next(person, now, onCall.getOrDefault(person, false));
        if (job == null) {
            return;
        }
        String group = job.wide
                ? person.reader.groups().stream().sorted().findFirst().orElseThrow()
                : Objects.requireNonNull(job.group);
        hall.withdraw(job);
        job.group = group;
        job.started = true;
        person.begin(job);
        double minutes = world.minutes(person.reader.name(), job.id, job.rvu);
        plan(now + Math.round(minutes * MINUTE), Event.Kind.READ, job, person, (int) Math.round(minutes * 60));
    }

    private void done(Person person, Job job, long now) {
        double minutes = Math.max(1.0 / 60, (now - began(now, person, job)) / (double) MINUTE);
        person.finish(job, minutes, now);
        end(job, person, now);
        read(person, now);
    }

    private long began(long now, Person person, Job job) {
        return now - Math.round(world.minutes(person.reader.name(), job.id, job.rvu) * MINUTE);
    }

    private void end(Job job, @Nullable Person person, long at) {
        cost += placing.price(job) + (person == null ? 0 : person.reader.ratePerRvu() * job.rvu);
        ended.put(
                job.id,
                new Outcomes.Ended(
                        job.id,
                        job.priority,
                        job.group,
                        person == null ? null : person.reader.name(),
                        (at - job.arrived) / (double) MINUTE,
                        at > job.due,
                        job.moves,
                        job.triaged));
    }

    private Outcomes outcomes(long until) {
        List<Outcomes.Ended> all = new ArrayList<>(jobs.size());
        for (Job job : jobs) {
            Outcomes.Ended known = ended.get(job.id);
            all.add(
                    known != null
                            ? known
                            : new Outcomes.Ended(
                                    job.id,
                                    job.priority,
                                    job.group,
                                    null,
                                    Double.NaN,
                                    until > job.due,
                                    job.moves,
                                    job.triaged));
        }
        Map<String, Double> work = new HashMap<>();
        hall.people().forEach(person -> work.put(person.reader.name(), person.totalRvu));
        return new Outcomes(all, work, cost);
    }
}
