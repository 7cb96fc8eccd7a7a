/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
import org.overread.shared.Problem;
import org.overread.shared.Settings;
import org.overread.study.ArchiveException;
import org.overread.transfer.StorageCommitment;
import org.overread.transfer.StorageCommitment.Answer;
import org.overread.transfer.StorageCommitment.Asking;
import org.overread.transfer.StorageCommitment.Committed;
import org.overread.transfer.StorageCommitment.Declined;
import org.overread.transfer.StorageCommitment.NotAsked;
import org.overread.transfer.StorageCommitment.Refused;
import org.overread.transfer.StorageCommitment.Requested;
import org.overread.transfer.TransferMessages;

/**
 * Asks for storage commitment and waits a while for what the destination says, which comes to the archive by another
 * association. A question that stays open is asked again by the next attempt, before anything is sent again.
 */
@ApplicationScoped
class CommitmentProof {
    private static final Duration WAIT = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofSeconds(1);

    /** How time passes between two looks. */
    interface Pause {
        void take(Duration duration) throws InterruptedException;
    }

    private final Clock clock;
    private final Pause pause;

    @Inject
    CommitmentProof(Clock clock) {
        this(clock, duration -> Thread.sleep(duration.toMillis()));
    }

    CommitmentProof(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected CommitmentProof() {
        this.clock = null;
        this.pause = null;
    }

    /**
     * How many objects the destination keeps by its own word.
     *
     * @throws AttemptFailed when it does not keep all that it was asked for, or no answer is to be had
     */
    int committed(Run run, StorageCommitment commitment) {
        Asking asking = commitment.ask(run.study(), run.plan().aeTitle());
        if (asking instanceof Refused refused) {
            throw AttemptFailed.forGood(refused.problem());
        }
        if (asking instanceof NotAsked notAsked) {
            throw AttemptFailed.notReached(Breaker.destination(run.transfer().destination()), notAsked.problem());
        }
        Answer answer = answer(run, commitment, (Requested) asking);
        if (answer instanceof Declined declined) {
            throw AttemptFailed.inVain(Problem.of(TransferMessages.MESSAGES.committedFewer(
                    run.transfer().destination(),
                    Math.max(0, declined.instances() - declined.failures()),
                    declined.instances())));
        }
        return ((Committed) answer).instances();
    }

    private Answer answer(Run run, StorageCommitment commitment, Requested request) {
        Duration wait = Settings.duration("overread.transfer.commitment-wait", WAIT);
        Instant end = clock.instant().plus(wait);
        while (true) {
            try {
                Answer answer = commitment.answer(run.study(), request);
                if (!(answer instanceof StorageCommitment.Pending)) {
                    return answer;
                }
            } catch (ArchiveException e) {
                throw AttemptFailed.asking(Breaker.archive(run.transfer().archive()), e);
            }
            if (clock.instant().isAfter(end)) {
                throw AttemptFailed.inDoubt(Problem.of(TransferMessages.MESSAGES.commitmentPending(
                        run.transfer().destination(), wait.toSeconds())));
            }
            if (run.lease().lost()) {
                throw new Lease.LeaseLost();
            }
            try {
                pause.take(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Lease.LeaseLost();
            }
        }
    }
}
