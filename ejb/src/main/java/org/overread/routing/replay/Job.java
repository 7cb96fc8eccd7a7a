/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Ladder;
import org.overread.routing.ChoiceFacts;
import org.overread.shared.Priority;

/** A case under way in a run. Times are milliseconds since 1970. */
final class Job {
    final long id;
    final Arrival arrival;
    final Priority priority;
    final double rvu;
    final long arrived;
    final long due;
    final Ladder ladder;
    ChoiceFacts facts;
    final Set<String> passed = new HashSet<>();

    @Nullable
    String group;

    @Nullable
    String assigned;

    boolean onCall;
    boolean wide;
    boolean triaged;
    boolean started;
    int turn;
    int moves;
    long available = Long.MAX_VALUE;

    Job(Arrival arrival, ChoiceFacts facts, Ladder ladder, long arrived, long due) {
        this.id = arrival.id();
        this.arrival = arrival;
        this.facts = facts;
        this.priority = facts.priority();
        this.rvu = facts.rvu();
        this.ladder = ladder;
        this.arrived = arrived;
        this.due = due;
    }

    /** The facts as of now: who was asked already, and which groups may have it. */
    ChoiceFacts asking(List<String> groups) {
        facts = new ChoiceFacts(
                facts.caseId(),
                facts.site(),
                facts.jurisdiction(),
                facts.modality(),
                facts.priority(),
                facts.needs(),
                facts.rvu(),
                facts.transferMinutes(),
                facts.dueAt(),
                facts.referrer(),
                passed,
                facts.earlierReader(),
                groups);
        return facts;
    }
}
