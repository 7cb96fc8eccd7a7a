/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A group in a run: its people, and the cases that lie open to all of them. */
final class Place {
    final List<Person> people = new ArrayList<>();
    final TreeSet<Job> open;
    private long openMicroRvu;
    private int here;

    Place(Method method) {
        this.open = new TreeSet<>(method.order());
    }

    void add(Job job) {
        if (open.add(job)) {
            openMicroRvu += micro(job);
        }
    }

    void remove(Job job) {
        if (open.remove(job)) {
            openMicroRvu -= micro(job);
        }
    }

    /** Whole numbers, so that what was added and taken away again leaves nothing. */
    private static long micro(Job job) {
        return Math.round(job.rvu * 1e6);
    }

    void comes() {
        here++;
    }

    void goes() {
        here--;
    }

    /** What one of those who are here has to read of what lies open. */
    double share() {
        return openMicroRvu / 1e6 / Math.max(1, here);
    }
}
