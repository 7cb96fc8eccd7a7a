/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.DicomUid;

/**
 * Has a study looked at when its quiet period may be over. It waits under a key of its own, so that no other hint about
 * the study has to wait behind it.
 */
@ApplicationScoped
class QuietPeriodOver implements WorkHandler.Transactional {
    static final String KIND = "study.quiet";

    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Work work;
    private final StudyHints hints;

    @Inject
    QuietPeriodOver(Work work, StudyHints hints) {
        this.work = work;
        this.hints = hints;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected QuietPeriodOver() {
        this.work = null;
        this.hints = null;
    }

    /** In the caller's transaction. */
    void after(Duration left, LookRequest look) {
        work.appendUnlessWaiting(WorkItem.after(
                left.compareTo(SHORTEST) < 0 ? SHORTEST : left,
                KIND,
                "quiet:" + look.archive() + ":" + look.studyUid(),
                Lane.SHORT,
                look));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        LookRequest look = item.payload(LookRequest.class);
        hints.look(look.archive(), new DicomUid(look.studyUid()), Hint.of(look.hint()));
        return WorkOutcome.done();
    }
}
