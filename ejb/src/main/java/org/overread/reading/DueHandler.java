/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/**
 * Something that a case needs came due. What is true when the work runs decides: a case that was cancelled, held or given
 * another clock meanwhile needs nothing, and its own rows say when it will.
 */
abstract class DueHandler implements WorkHandler.Transactional {
    private final DueKind dueKind;
    private final CaseRows rows;

    DueHandler(DueKind kind, CaseRows rows) {
        this.dueKind = kind;
        this.rows = rows;
    }

    @Override
    public String kind() {
        return CaseWork.dueKind(dueKind);
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        Instant now = rows.now();
        rows.lock(item.payload(CaseWork.Due.class).caseId())
                .filter(c -> isDue(c, now))
                .ifPresent(c -> act(c, now));
        return WorkOutcome.done();
    }

    /** Whether the case needs it, as it is now. */
    abstract boolean isDue(ReadingCase found, Instant now);

    /** Does it, in the transaction in which the case is locked. */
    abstract void act(ReadingCase found, Instant now);

    /** Whether its time to read passes now. */
    static boolean runs(ReadingCase c) {
        return !c.held() && c.clockRuns();
    }

    static boolean reached(@Nullable Instant at, Instant now) {
        return at != null && !at.isAfter(now);
    }

    /** Who has it, in a sentence. */
    static String who(ReadingCase c) {
        if (c.reader() != null && !c.state().isBeforeClaim()) {
            return c.reader() + " reads it.";
        }
        return c.ownerGroup() == null ? "It waits in triage." : "Nobody of " + c.ownerGroup() + " reads it yet.";
    }
}
