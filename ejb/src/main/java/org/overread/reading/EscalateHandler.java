/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
import org.overread.config.Ladder;

/**
 * A case stayed unread until the next step of its ladder: withdraws it from its group and gives it to the step's, or
 * only tells. Never takes a case from somebody who reads it, and never sends one away that waits in triage.
 */
@ApplicationScoped
class EscalateHandler extends DueHandler {
    private final CaseRows rows;
    private final CaseMove move;
    private final NextGroup next;
    private final ConfigurationStore configuration;
    private final CaseTimeline timeline;

    @Inject
    EscalateHandler(
            CaseRows rows, CaseMove move, NextGroup next, ConfigurationStore configuration, CaseTimeline timeline) {
        super(DueKind.ESCALATE, rows);
        this.rows = rows;
        this.move = move;
        this.next = next;
        this.configuration = configuration;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected EscalateHandler() {
        super(DueKind.ESCALATE, null);
        this.rows = null;
        this.move = null;
        this.next = null;
        this.configuration = null;
        this.timeline = null;
    }

    @Override
    boolean isDue(ReadingCase found, Instant now) {
        return runs(found)
                && reached(
                        found.watch()
                                .nextAt(found.clockStartedAt(), found.dueAt())
                                .orElse(null),
                        now);
    }

    @Override
    void act(ReadingCase found, Instant now) {
        Ladder.Step step = found.watch().next().orElseThrow();
        CaseChange change = new CaseChange(found).watch(found.watch().stepped());
        if (step.group() == null && step.tier() == null) {
            tell(found, change, step, "");
            return;
        }
        if (!found.state().isBeforeClaim()) {
            tell(found, change, step, " It stays where it is, since somebody reads it.");
            return;
        }
        if (found.ownerGroup() == null || !CaseMove.movable(found)) {
            tell(found, change, step, " It is in triage, and goes nowhere by itself.");
            return;
        }
        Configuration current = configuration.current();
        Optional<Group> to = next.of(found, step, current);
        if (to.isEmpty()) {
            tell(
                    found,
                    change,
                    step,
                    " There is nobody to give it to: " + NextGroup.nobody(found, step, current) + ".");
            return;
        }
        move.move(
                found,
                change.escalated(true),
                to.get(),
                new CaseMove.Told(
                        "case.escalated",
                        part(step) + " of the time is gone and nobody of " + found.ownerGroup()
                                + " began. The case is withdrawn from it and given to "
                                + to.get().name(),
                        "escalated",
                        Map.of("step", found.watch().step() + 1, "tell", "coordinator")));
    }

    private void tell(ReadingCase found, CaseChange change, Ladder.Step step, String more) {
        rows.write(change.done());
        timeline.add(
                found,
                "case.unread",
                part(step) + " of the time is gone, and it is due " + StudyHandler.minute(found.dueAt()) + ". "
                        + who(found) + more,
                step.tell() || !more.isEmpty()
                        ? Map.of("step", found.watch().step() + 1, "tell", "coordinator")
                        : Map.of("step", found.watch().step() + 1));
    }

    private static String part(Ladder.Step step) {
        return Math.round(step.at() * 100) + " %";
    }
}
