/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.overread.outbox.Breaker;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Problem;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.ExportRequest.Ambiguous;
import org.overread.transfer.ExportRequest.ExportResult;
import org.overread.transfer.ExportRequest.Exported;
import org.overread.transfer.ExportRequest.NothingToSend;
import org.overread.transfer.ExportRequest.Refused;
import org.overread.transfer.ExportRequest.Unreachable;
import org.overread.transfer.Peers;
import org.overread.transfer.StorageCommitment;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferState;

/**
 * Has the archive send a study by its own C-STORE. Its answer counts and does not name, so it is compared with the
 * source's own count afterwards; where the destination can be asked by QIDO-RS or by storage commitment, it is asked.
 */
@ApplicationScoped
class ExportRoute {
    private final Peers peers;
    private final Listing listing;
    private final CommitmentProof proof;
    private final TransferRows rows;
    private final Endings endings;

    @Inject
    ExportRoute(Peers peers, Listing listing, CommitmentProof proof, TransferRows rows, Endings endings) {
        this.peers = peers;
        this.listing = listing;
        this.proof = proof;
        this.rows = rows;
        this.endings = endings;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected ExportRoute() {
        this.peers = null;
        this.listing = null;
        this.proof = null;
        this.rows = null;
        this.endings = null;
    }

    WorkOutcome attempt(Run run) {
        Transfer transfer = run.transfer();
        String destination = transfer.destination();
        boolean listable = run.plan().listable();
        Optional<StorageCommitment> commitment = listable ? Optional.empty() : commitment(transfer);
        if (commitment.isPresent()) {
            return committed(run, commitment.get());
        }
        if (!listable && !run.plan().counted()) {
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.noProof(destination)));
        }
        if (!listable && run.afterInterruption()) {
            // the archive may have sent it all, or still be sending: nobody but a person can look
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.exportUnproved(destination)));
        }
        if (listable) {
            Comparison.Counts before = listing.compare(run, TransferState.SENDING);
            if (before.missing() == 0) {
                return endings.verified(run, "instances", before.source());
            }
        }
        Exported exported = exported(run);
        Comparison.Counts after = listing.compare(run, TransferState.VERIFYING);
        if (listable && after.missing() == 0) {
            return endings.verified(run, "instances", after.source());
        }
        if (!listable && exported.failed() == 0 && exported.accepted() >= after.source()) {
            return endings.verified(run, "counted", after.source());
        }
        throw fewer(transfer, exported, after);
    }

    /**
     * An attempt before this one may have brought it all there, whatever the archive's answer was or was not: the
     * destination is asked before anything is sent again.
     */
    private WorkOutcome committed(Run run, StorageCommitment commitment) {
        Transfer transfer = run.transfer();
        Comparison.Counts before = listing.compare(run, TransferState.SENDING);
        if (transfer.attempts() > 0 && keepsAlready(run, commitment, before.source())) {
            return endings.verified(run, "committed", before.source());
        }
        Exported exported = exported(run);
        Comparison.Counts after = listing.compare(run, TransferState.VERIFYING);
        if (exported.accepted() < after.source()) {
            throw fewer(transfer, exported, after);
        }
        int kept = proof.committed(run, commitment);
        if (kept < after.source()) {
            throw AttemptFailed.inVain(
                    Problem.of(TransferMessages.MESSAGES.committedFewer(transfer.destination(), kept, after.source())));
        }
        return endings.verified(run, "committed", after.source());
    }

    /** No or half a word here only means that the study is sent; a destination that cannot be asked at all stops it. */
    private boolean keepsAlready(Run run, StorageCommitment commitment, int instances) {
        try {
            return proof.committed(run, commitment) >= instances;
        } catch (AttemptFailed e) {
            if (e.result() == TransferAttempt.Result.TRANSIENT && e.isFruitless()) {
                return false;
            }
            throw e;
        }
    }

    private Optional<StorageCommitment> commitment(Transfer transfer) {
        try {
            return peers.commitment(transfer.archive(), transfer.destination());
        } catch (ArchiveRefused e) {
            throw AttemptFailed.forGood(e.problem());
        }
    }

    private static AttemptFailed fewer(Transfer transfer, Exported exported, Comparison.Counts after) {
        return AttemptFailed.inVain(Problem.of(TransferMessages.MESSAGES.exportedFewer(
                transfer.archive(), exported.accepted(), transfer.destination(), after.source())));
    }

    private Exported exported(Run run) {
        Exported exported = export(run);
        run.write(() -> rows.progress(run.transfer(), run.attempt(), exported.accepted(), 0));
        return exported;
    }

    private Exported export(Run run) {
        Transfer transfer = run.transfer();
        ExportResult result;
        try {
            result = peers.exporter(transfer.archive())
                    .export(run.study(), run.plan().aeTitle());
        } catch (ArchiveRefused e) {
            throw AttemptFailed.forGood(e.problem());
        }
        if (result instanceof Exported exported) {
            return exported;
        }
        if (result instanceof Unreachable unreachable) {
            throw AttemptFailed.notReached(Breaker.destination(transfer.destination()), unreachable.problem());
        }
        if (result instanceof NothingToSend nothing) {
            throw AttemptFailed.forGood(nothing.problem());
        }
        if (result instanceof Refused refused) {
            throw AttemptFailed.forGood(refused.problem());
        }
        Problem doubt = ((Ambiguous) result).problem();
        if (!run.plan().listable() && commitment(transfer).isEmpty()) {
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.exportUnproved(transfer.destination())));
        }
        // the next attempt asks the destination what it holds before it has anything sent again
        throw AttemptFailed.inDoubt(doubt);
    }
}
