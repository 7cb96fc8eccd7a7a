/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Ladder;
import org.overread.routing.ChoiceFacts;
import org.overread.shared.Priority;

/** A case under way in a run. Times are milliseconds since 1970. What its rules looked at is not kept. */
final class Job {
    final long id;
    final Duration transfer;
    final Priority priority;
    final double rvu;
    final long arrived;
    final long due;
    final Ladder ladder;

    /** To whom the rules give it; null = to triage. */
    final @Nullable String ruled;

    ChoiceFacts facts;
    final Set<String> passed = new HashSet<>();

    /** Who may take it while it lies open. */
    Set<String> able = Set.of();

    @Nullable
    String group;

    @Nullable
    String assigned;

    boolean onCall;
    boolean wide;
    boolean triaged;
    boolean started;

    /** Nobody of those who are asked will ever be able to have it. */
    boolean hopeless;

    /** Hopeless, and its ladder leads to nobody else: it stays in triage. */
    boolean lost;

    int turn;
    int moves;
    long available = Long.MAX_VALUE;

    Job(Arrival arrival, ChoiceFacts facts, @Nullable String ruled, Ladder ladder, long arrived, long due) {
        this.id = arrival.id();
        this.transfer = arrival.transfer();
        this.facts = facts;
        this.ruled = ruled;
        this.priority = facts.priority();
        this.rvu = facts.rvu();
        this.ladder = ladder;
        this.arrived = arrived;
        this.due = due;
    }

    /** When a step of its ladder comes. */
    long stepAt(Ladder.Step step) {
        return arrived + Math.round((due - arrived) * step.at());
    }

    /** Whether all of its ladder's steps have been. */
    boolean atTop(long now) {
        return ladder.steps().stream().allMatch(step -> stepAt(step) <= now);
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
