/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.overread.outbox.Breaker;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Problem;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt.Result;
import org.overread.transfer.TransferLog;
import org.overread.transfer.TransferState;

/**
 * How an attempt ends, as an outcome of the outbox: what is written is written in the transaction that finishes the
 * work, so that a worker whose lease is lost changes nothing.
 */
@ApplicationScoped
class Endings {
    /** Attempts in a row that may bring nothing before a person is asked. */
    static final int FRUITLESS = 5;

    private final TransferRows rows;
    private final Comparison comparison;
    private final Receipts receipts;
    private final Announcements announcements;
    private final Breaker breaker;

    @Inject
    Endings(TransferRows rows, Comparison comparison, Receipts receipts, Announcements announcements, Breaker breaker) {
        this.rows = rows;
        this.comparison = comparison;
        this.receipts = receipts;
        this.announcements = announcements;
        this.breaker = breaker;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Endings() {
        this.rows = null;
        this.comparison = null;
        this.receipts = null;
        this.announcements = null;
        this.breaker = null;
    }

    WorkOutcome verified(Run run, String verification, int instances) {
        return WorkOutcome.done(() -> {
            breaker.answered(Breaker.destination(run.transfer().destination()));
            Optional<Transfer> now = rows.verified(run.transfer(), verification, instances, instances);
            now.ifPresent(receipts::keep);
            // the comparison has done its work
            comparison.begin(run.transfer().id());
            rows.end(run.attempt(), now.isPresent() ? Result.VERIFIED : Result.CANCELLED, null);
            now.ifPresentOrElse(
                    transfer -> announcements.verified(
                            transfer, verification, run.plan().packed()),
                    () -> rows.stopped(run.transfer()));
        });
    }

    /** A person cancelled it; that is written already. */
    WorkOutcome cancelled(Run run) {
        return WorkOutcome.done(() -> {
            rows.end(run.attempt(), Result.CANCELLED, null);
            rows.stopped(run.transfer());
        });
    }

    WorkOutcome failed(Run run, AttemptFailed failure) {
        Problem problem = failure.problem();
        if (failure.result() == Result.PERMANENT) {
            return quarantined(run, problem, Result.PERMANENT);
        }
        if (failure.isFruitless() && rows.fruitless(run.transfer()) + 1 >= FRUITLESS) {
            return quarantined(run, problem, failure.result());
        }
        return new WorkOutcome.Retry(problem, () -> {
            if (!failure.silent().isEmpty()) {
                breaker.failed(failure.silent(), problem)
                        .ifPresent(r -> TransferLog.LOG.rests(r.peer(), r.failures(), r.seconds()));
            }
            rows.end(run.attempt(), failure.result(), problem);
            rows.move(run.transfer(), TransferState.WAITING, problem, failure.isFruitless() ? 1 : 0)
                    .ifPresent(transfer -> tellOnce(run.transfer(), transfer, problem));
        });
    }

    private WorkOutcome quarantined(Run run, Problem problem, Result result) {
        return WorkOutcome.done(() -> {
            rows.end(run.attempt(), result, problem);
            rows.move(run.transfer(), TransferState.QUARANTINED, problem, 0)
                    .ifPresentOrElse(
                            transfer -> announcements.quarantined(transfer, problem),
                            () -> rows.stopped(run.transfer()));
        });
    }

    /** One line for each new reason, not for each try. */
    private void tellOnce(Transfer before, Transfer now, Problem problem) {
        Problem last = before.problem();
        if (last == null || !last.code().equals(problem.code())) {
            announcements.waits(now, problem);
        }
    }
}
