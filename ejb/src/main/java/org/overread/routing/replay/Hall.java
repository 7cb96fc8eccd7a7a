/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Reader;
import org.overread.routing.ReaderLoad;

/** The people of a run and the cases that lie open to a whole group. */
final class Hall {
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, List<Person>> members = new HashMap<>();
    private final Map<String, TreeSet<Job>> pools = new HashMap<>();
    private final Map<Long, Set<String>> able = new HashMap<>();
    private final Method method;

    Hall(Configuration configuration, Method method) {
        this.method = method;
        for (Reader reader : configuration.readers()) {
            people.put(reader.name(), new Person(reader, method.order()));
        }
        configuration.groups().forEach(group -> {
            pools.put(group.name(), new TreeSet<>(method.order()));
            members.put(
                    group.name(),
                    configuration.readersOf(group.name()).stream()
                            .map(reader -> people.get(reader.name()))
                            .toList());
        });
    }

    Iterable<Person> people() {
        return people.values();
    }

    Person person(String name) {
        return java.util.Objects.requireNonNull(people.get(name));
    }

    List<Person> of(String group) {
        return members.getOrDefault(group, List.of());
    }

    void offer(String group, Job job, List<String> readers) {
        java.util.Objects.requireNonNull(pools.get(group)).add(job);
        able.put(job.id, Set.copyOf(readers));
    }

    /** Takes the case from whoever has it. */
    void withdraw(Job job) {
        if (job.group != null) {
            java.util.Objects.requireNonNull(pools.get(job.group)).remove(job);
        }
        able.remove(job.id);
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
        for (String group : new TreeSet<>(person.reader.groups())) {
            TreeSet<Job> pool = pools.get(group);
            Job found = pool == null ? null : first(pool, person, now, true, onCall);
            if (found != null && (best == null || method.order().compare(found, best) < 0)) {
                best = found;
            }
        }
        return best;
    }

    private @Nullable Job first(TreeSet<Job> jobs, Person person, long now, boolean pool, boolean onCall) {
        for (Job job : jobs) {
            boolean may = !pool
                    || (able.getOrDefault(job.id, Set.of()).contains(person.reader.name())
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
