/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Reader;
import org.overread.routing.ReaderLoad;

/** The people of a run and the cases that lie open to a whole group. */
final class Hall {
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Method method;

    Hall(Configuration configuration, Method method) {
        this.method = method;
        configuration.groups().forEach(group -> places.put(group.name(), new Place(method)));
        for (Reader reader : configuration.readers()) {
            List<Place> of = new TreeSet<>(reader.groups())
                    .stream().map(places::get).filter(Objects::nonNull).toList();
            people.put(reader.name(), new Person(reader, method.order(), of));
        }
        configuration
                .groups()
                .forEach(group -> configuration
                        .readersOf(group.name())
                        .forEach(reader -> place(group.name()).people.add(person(reader.name()))));
    }

    Iterable<Person> people() {
        return people.values();
    }

    Person person(String name) {
        return Objects.requireNonNull(people.get(name));
    }

    private Place place(String group) {
        return Objects.requireNonNull(places.get(group));
    }

    List<Person> of(String group) {
        Place place = places.get(group);
        return place == null ? List.of() : place.people;
    }

    void offer(String group, Job job, List<String> readers) {
        place(group).add(job);
        job.able = Set.copyOf(readers);
    }

    /** Opens a case that lies open to a group to another one too. */
    void also(String group, Job job, List<String> readers) {
        place(group).add(job);
        Set<String> all = new HashSet<>(job.able);
        all.addAll(readers);
        job.able = all;
        job.wide = true;
    }

    /** Takes the case from whoever has it. */
    void withdraw(Job job) {
        if (job.wide) {
            places.values().forEach(place -> place.remove(job));
        } else if (job.group != null) {
            place(job.group).remove(job);
        }
        job.able = Set.of();
        if (job.assigned != null) {
            person(job.assigned).take(job);
        }
        job.assigned = null;
        job.group = null;
        job.turn++;
    }

    /** What the person would read next; null = nothing. */
    @Nullable
    Job next(Person person, long now, boolean onCall) {
        Job best = first(person.own, person, now, false, onCall);
        for (Place place : person.places) {
            Job found = first(place.open, person, now, true, onCall);
            if (found != null && (best == null || method.order().compare(found, best) < 0)) {
                best = found;
            }
        }
        return best;
    }

    private static @Nullable Job first(TreeSet<Job> jobs, Person person, long now, boolean pool, boolean onCall) {
        for (Job job : jobs) {
            boolean may = !pool
                    || (job.able.contains(person.reader.name())
                            && !job.passed.contains(person.reader.name())
                            && (job.onCall || !onCall));
            if (may && job.available <= now) {
                return job;
            }
        }
        return null;
    }

    /** What the people have to do at a moment. */
    Map<String, ReaderLoad> loads(long now) {
        return new AbstractMap<>() {
            @Override
            public @Nullable ReaderLoad get(Object name) {
                Person person = people.get(name);
                return person == null ? null : person.load(now);
            }

            @Override
            public ReaderLoad getOrDefault(Object name, ReaderLoad otherwise) {
                ReaderLoad load = get(name);
                return load == null ? otherwise : load;
            }

            @Override
            public Set<Entry<String, ReaderLoad>> entrySet() {
                Map<String, ReaderLoad> all = new LinkedHashMap<>();
                people.forEach((name, person) -> all.put(name, person.load(now)));
                return all.entrySet();
            }
        };
    }

    /** The person's cases that wait. */
    static List<Job> waiting(Person person) {
        return new ArrayList<>(person.own);
    }
}
