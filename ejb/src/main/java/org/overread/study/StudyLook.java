/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.DicomUid;
import org.overread.shared.Problem;

/**
 * The one place where all hints about a study meet: asks the archive, outside any transaction, writes down what it
 * says, and has it looked at again after the quiet period. One look a study at a time, by its key.
 */
@ApplicationScoped
class StudyLook implements WorkHandler.Lengthy {
    static final String KIND = "study.look";

    /** A notice can be earlier than the archive's commit, so a study that is not there yet is asked for again. */
    private static final int TRIES = 8;

    private final StudySources sources;
    private final StudyRegister register;
    private final QuietPeriodOver quiet;

    @Inject
    StudyLook(StudySources sources, StudyRegister register, QuietPeriodOver quiet) {
        this.sources = sources;
        this.register = register;
        this.quiet = quiet;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StudyLook() {
        this.sources = null;
        this.register = null;
        this.quiet = null;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt, Lease lease) {
        LookRequest look = item.payload(LookRequest.class);
        Hint hint = Hint.of(look.hint());
        try {
            StudySource source = sources.archive(look.archive());
            DicomUid uid = new DicomUid(look.studyUid());
            Optional<StudyAttributes> seen = source.study(uid);
            int instances = seen.map(s -> s.instances() > 0 ? s.instances() : source.count(uid))
                    .orElse(0);
            var verdict = new AtomicReference<>(StudyRegister.Verdict.SETTLED);
            lease.fenced(() -> verdict.set(record(look, hint, seen, instances)));
            return verdict.get() == StudyRegister.Verdict.UNKNOWN ? absent(look, hint, attempt) : WorkOutcome.done();
        } catch (ArchiveUnavailable e) {
            return WorkOutcome.retry(e.problem());
        } catch (ArchiveException e) {
            // a recount comes again by itself once a person mended what is wrong
            return hint == Hint.RECOUNT ? WorkOutcome.done() : WorkOutcome.dead(e.problem());
        }
    }

    private StudyRegister.Verdict record(LookRequest look, Hint hint, Optional<StudyAttributes> seen, int instances) {
        StudyRegister.Result result = register.record(look.archive(), look.studyUid(), hint, seen, instances);
        if (result.verdict() == StudyRegister.Verdict.QUIET_PERIOD) {
            quiet.after(result.left(), look);
        }
        return result.verdict();
    }

    private static WorkOutcome absent(LookRequest look, Hint hint, int attempt) {
        if (hint != Hint.NOTIFY && hint != Hint.PSU) {
            return WorkOutcome.done();
        }
        Problem problem = Problem.of(StudyMessages.MESSAGES.notThere(look.archive()));
        if (attempt < TRIES) {
            return WorkOutcome.retry(problem);
        }
        // a status update that names no archive is a hint to each of them: most do not hold the study
        return hint == Hint.NOTIFY ? WorkOutcome.dead(problem) : WorkOutcome.done();
    }
}
