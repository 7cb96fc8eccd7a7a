/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;
import org.overread.shared.Priority;
import org.overread.study.Facts;

/** How people stop a case's clock, let it go on, and set how soon it is wanted. */
@Stateless
@PermitAll
public class CaseHolds {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final CaseAccess access;
    private final CaseRows rows;
    private final NoteRows notes;
    private final CaseClock clock;
    private final Facts facts;
    private final CaseTimeline timeline;
    private final Event<Object> events;
    private final CaseWork work;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public CaseHolds() {
        this.access = null;
        this.rows = null;
        this.notes = null;
        this.clock = null;
        this.facts = null;
        this.timeline = null;
        this.events = null;
        this.work = null;
    }

    @Inject
    CaseHolds(
            CaseAccess access,
            CaseRows rows,
            NoteRows notes,
            CaseClock clock,
            Facts facts,
            CaseTimeline timeline,
            Event<Object> events,
            CaseWork work) {
        this.access = access;
        this.rows = rows;
        this.notes = notes;
        this.clock = clock;
        this.facts = facts;
        this.timeline = timeline;
        this.events = events;
        this.work = work;
    }

    /**
     * Stops the clock: the case cannot be claimed, and nothing of it comes due.
     *
     * @param until resumed then by itself; null = when somebody says so
     */
    public CaseView hold(Scope scope, long id, int version, String reason, @Nullable Instant until) {
        ReadingCase found = access.lock(scope, id);
        Policy.mayLead(scope, found.site(), found.reader()).orThrow();
        if (found.held()) {
            String by = found.watch().heldBy();
            throw OverreadException.conflict(ReadingMessages.MESSAGES.heldBy(by == null ? "A rule" : by));
        }
        if (found.state().compareTo(CaseState.FINAL) >= 0) {
            throw CaseAccess.notNow(found);
        }
        Instant now = rows.now();
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST)))) {
            throw OverreadException.badRequest(ReadingMessages.MESSAGES.badEnd());
        }
        access.race(found, version, scope.user());
        rows.write(new CaseChange(found).hold(now, until, scope.user(), reason).done());
        notes.note(id, scope.user(), "hold", reason);
        Map<String, Object> data = new HashMap<>(Map.of("by", scope.user()));
        if (until != null) {
            data.put("until", until.toString());
        }
        timeline.add(
                found,
                "case.held",
                scope.user() + " holds the case" + (until == null ? "" : " until " + StudyHandler.minute(until))
                        + "; its clock stands still.",
                data);
        return acted(scope, id, "hold");
    }

    /** Lets the clock go on: all its instants are later by as long as it stood still. */
    public CaseView resume(Scope scope, long id, int version) {
        ReadingCase found = access.lock(scope, id);
        Policy.mayLead(scope, found.site(), found.reader()).orThrow();
        if (!found.held()) {
            access.race(found, version, scope.user());
            throw OverreadException.conflict(ReadingMessages.MESSAGES.notHeld());
        }
        access.race(found, version, scope.user());
        ReadingCase after = new CaseChange(found).resume(rows.now()).done();
        rows.write(after);
        timeline.add(
                after,
                "case.resumed",
                scope.user() + " resumed the case"
                        + (after.dueAt() == null ? "." : "; it is due " + StudyHandler.minute(after.dueAt()) + "."),
                Map.of("by", scope.user(), "due", String.valueOf(after.dueAt())));
        return acted(scope, id, "resume");
    }

    /** Sets how soon it is wanted. A more urgent one shortens the clock; a less urgent one gives the time of that priority. */
    public CaseView priority(Scope scope, long id, int version, Priority priority, String reason) {
        ReadingCase found = access.lock(scope, id);
        Policy.mayDispatch(scope, found.site()).orThrow();
        if (found.state().compareTo(CaseState.FINAL) >= 0) {
            throw CaseAccess.notNow(found);
        }
        access.race(found, version, scope.user());
        if (found.priority() == priority) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.samePriority());
        }
        CaseChange change = new CaseChange(found).priority(priority);
        clock.set(found, priority, facts.patientClassOf(found.orderId()), change);
        ReadingCase after = change.done();
        rows.write(after);
        work.hasten(after);
        if (!reason.isEmpty()) {
            notes.note(id, scope.user(), "priority", reason);
        }
        timeline.add(
                after,
                "case.priority",
                scope.user() + " changed the priority from " + found.priority() + " to " + priority
                        + (after.dueAt() == null ? "." : "; it is due " + StudyHandler.minute(after.dueAt()) + "."),
                Map.of("by", scope.user(), "from", found.priority(), "to", priority));
        return acted(scope, id, "priority");
    }

    private CaseView acted(Scope scope, long id, String act) {
        CaseView now = access.after(id);
        events.fire(CaseActed.of(now, act, scope.user()));
        return now;
    }
}
