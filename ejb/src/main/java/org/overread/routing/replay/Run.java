/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Consumer;
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
    private final Map<Long, Job> open = new LinkedHashMap<>();
    private final Map<Person, Boolean> onCall = new HashMap<>();
    private final Consumer<Outcomes.Ended> told;
    private final long until;
    private long planned;

    /**
     * @param from when the run begins; of shifts before it nothing is known
     * @param until when it ends, read or not
     * @param told each case once, when it is read; those that never are, at the end
     */
    public Run(
            Configuration configuration,
            Duties duties,
            RoutingEngine engine,
            ReaderChoice choice,
            World world,
            Method method,
            Instant from,
            Instant until,
            Consumer<Outcomes.Ended> told) {
        this.configuration = configuration;
        this.duties = duties;
        this.world = world;
        this.hall = new Hall(configuration, method);
        this.placing = new Placing(configuration, duties, engine, choice, world, method, hall, this::plan);
        this.told = told;
        this.until = until.toEpochMilli();
        shifts(from.toEpochMilli(), this.until);
    }

    /**
     * A case comes in, after all that happened before it.
     *
     * @param arrival none before an earlier one's time
     * @return to whom the rules give it; null = to triage
     */
    public @Nullable String arrive(Arrival arrival) {
        long now = arrival.at().toEpochMilli();
        for (Event event = events.peek(); event != null && event.at() < now; event = events.peek()) {
            events.remove();
            happen(event);
        }
        Job job = placing.arrive(arrival);
        open.put(job.id, job);
        look(job, now);
        return job.ruled;
    }

    /** Lets time pass until the end; what is not read then is told as unread. */
    public void end() {
        for (Event event = events.peek(); event != null && event.at() <= until; event = events.peek()) {
            events.remove();
            happen(event);
        }
        List.copyOf(open.values()).forEach(this::unread);
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

    /** It came to somebody, or to where nobody will ever read it. */
    private void look(Job job, long now) {
        if (job.lost) {
            unread(job);
        } else {
            wake(job, now);
        }
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
                if (open.containsKey(Objects.requireNonNull(job).id)
                        && (placing.again(job, event.kind(), event.detail(), now) || job.lost)) {
                    look(job, now);
                }
            }
        }
    }

    private void begins(Person person, boolean call, long now) {
        person.comes();
        onCall.put(person, call);
        read(person, now);
    }

    private void ends(Person person, long now) {
        Duties.State state =
                duties.at(person.reader.name(), Instant.ofEpochMilli(now)).state();
        if (state != Duties.State.OFF) {
            return;
        }
        person.goes();
        for (Job job : Hall.waiting(person)) {
            placing.leave(job, now);
            look(job, now);
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
            if (person.isHere() && person.reading == null) {
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
        if (!person.isHere() || person.reading != null) {
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
        String reader = person == null ? null : person.reader.name();
        double cost = Placing.cost(
                configuration,
                job.facts.site(),
                job.facts.modality(),
                Instant.ofEpochMilli(job.arrived),
                job.group,
                reader,
                job.rvu);
        tell(job, reader, cost, at, (at - job.arrived) / (double) MINUTE, at > job.due);
    }

    private void unread(Job job) {
        tell(job, null, 0, until, Double.NaN, until > job.due);
    }

    private void tell(Job job, @Nullable String reader, double cost, long at, double minutes, boolean late) {
        open.remove(job.id);
        told.accept(new Outcomes.Ended(
                job.id, job.priority, job.group, reader, job.rvu, cost, at, minutes, late, job.moves, job.triaged));
    }
}
