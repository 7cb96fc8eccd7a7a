/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.overread.config.Reader;
import org.overread.routing.Pace;
import org.overread.routing.ReaderLoad;
import org.overread.shared.Priority;

/** A reader in a run. */
final class Person {
    private static final long DAY = 86_400_000L;

    final Reader reader;
    final TreeSet<Job> own;

    /** Of the person's groups, by name. */
    final List<Place> places;

    final Pace pace = new Pace();
    private final Deque<double[]> day = new ArrayDeque<>();

    @Nullable
    Job reading;

    private boolean here;
    private double shiftRvu;
    private double dayRvu;
    private double openRvu;
    private int openStat;

    Person(Reader reader, Comparator<Job> order, List<Place> places) {
        this.reader = reader;
        this.places = places;
        this.own = new TreeSet<>(order);
    }

    boolean isHere() {
        return here;
    }

    void comes() {
        if (!here) {
            here = true;
            places.forEach(Place::comes);
        }
        shiftRvu = 0;
    }

    void goes() {
        if (here) {
            here = false;
            places.forEach(Place::goes);
        }
    }

    void give(Job job) {
        if (own.add(job)) {
            count(job, 1);
        }
    }

    void take(Job job) {
        if (own.remove(job)) {
            count(job, -1);
        }
    }

    private void count(Job job, int sign) {
        openRvu += sign * job.rvu;
        openStat += job.priority == Priority.STAT ? sign : 0;
    }

    void begin(Job job) {
        take(job);
        reading = job;
    }

    void finish(Job job, double minutes, long now) {
        reading = null;
        pace.read(minutes, job.rvu);
        shiftRvu += job.rvu;
        dayRvu += job.rvu;
        day.addLast(new double[] {now, job.rvu});
    }

    /** What the person has to do, with a share of what lies open to the person and others. */
    ReaderLoad load(long now) {
        double share = 0;
        for (Place place : places) {
            share += place.share();
        }
        while (!day.isEmpty() && day.peekFirst()[0] < now - DAY) {
            dayRvu -= day.removeFirst()[1];
        }
        double current = reading == null ? 0 : reading.rvu;
        return new ReaderLoad(
                own.size() + (reading == null ? 0 : 1),
                openRvu + current + share,
                current,
                openStat + (reading != null && reading.priority == Priority.STAT ? 1 : 0),
                shiftRvu,
                Math.max(0, dayRvu) + openRvu + current,
                pace.minutesPerRvu());
    }
}
