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
    private final Map<String, List<Person>> members = new HashMap<>();
    private final Map<String, TreeSet<Job>> pools = new HashMap<>();
    private final Map<Long, Set<String>> able = new HashMap<>();
    private final Method method;

    private static final TreeSet<Job> EMPTY = new TreeSet<>(Method.OVERREAD.order());

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
        return Objects.requireNonNull(people.get(name));
    }

    List<Person> of(String group) {
        return members.getOrDefault(group, List.of());
    }

    void offer(String group, Job job, List<String> readers) {
        Objects.requireNonNull(pools.get(group)).add(job);
        able.put(job.id, Set.copyOf(readers));
    }

    /** Opens a case that lies open to a group to another one too. */
    void also(String group, Job job, List<String> readers) {
        Objects.requireNonNull(pools.get(group)).add(job);
        Set<String> all = new HashSet<>(able.getOrDefault(job.id, Set.of()));
        all.addAll(readers);
        able.put(job.id, all);
        job.wide = true;
    }

    /** Takes the case from whoever has it. */
    void withdraw(Job job) {
        if (job.wide) {
            pools.values().forEach(pool -> pool.remove(job));
        } else if (job.group != null) {
            Objects.requireNonNull(pools.get(job.group)).remove(job);
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
                return person == null ? null : person.load(now, share(person));
            }

            @Override
            public ReaderLoad getOrDefault(Object name, ReaderLoad otherwise) {
                ReaderLoad load = get(name);
                return load == null ? otherwise : load;
            }

            @Override
            public Set<Entry<String, ReaderLoad>> entrySet() {
                Map<String, ReaderLoad> all = new LinkedHashMap<>();
                people.forEach((name, person) -> all.put(name, person.load(now, share(person))));
                return all.entrySet();
            }
        };
    }

    /** What one person has to read of all that lies open to the person's groups. */
    private double share(Person person) {
        double share = 0;
        for (String group : person.reader.groups()) {
            TreeSet<Job> pool = pools.getOrDefault(group, EMPTY);
            if (!pool.isEmpty()) {
                double rvu =
                        pool.stream().limit(50).mapToDouble(job -> job.rvu).sum() * Math.max(1, pool.size() / 50.0);
                long here = of(group).stream().filter(one -> one.here).count();
                share += rvu / Math.max(1, here);
            }
        }
        return share;
    }

    /** The person's cases that wait. */
    static List<Job> waiting(Person person) {
        return new ArrayList<>(person.own);
    }
}
