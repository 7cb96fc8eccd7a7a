/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferState;

/**
 * Has the archive send a study by its own C-STORE. Its answer counts and does not name, so it is compared with the
 * source's own count afterwards; where the destination can be asked by QIDO-RS, it is asked.
 */
@ApplicationScoped
class ExportRoute {
    private final Peers peers;
    private final Listing listing;
    private final TransferRows rows;
    private final Endings endings;

    @Inject
    ExportRoute(Peers peers, Listing listing, TransferRows rows, Endings endings) {
        this.peers = peers;
        this.listing = listing;
        this.rows = rows;
        this.endings = endings;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected ExportRoute() {
        this.peers = null;
        this.listing = null;
        this.rows = null;
        this.endings = null;
    }

    WorkOutcome attempt(Run run) {
        Transfer transfer = run.transfer();
        String destination = transfer.destination();
        boolean listable = run.plan().listable();
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
        Exported exported = export(run);
        run.write(() -> rows.progress(transfer, run.attempt(), exported.accepted(), 0));
        Comparison.Counts after = listing.compare(run, TransferState.VERIFYING);
        if (listable && after.missing() == 0) {
            return endings.verified(run, "instances", after.source());
        }
        if (!listable && exported.failed() == 0 && exported.accepted() >= after.source()) {
            return endings.verified(run, "counted", after.source());
        }
        throw AttemptFailed.inVain(Problem.of(TransferMessages.MESSAGES.exportedFewer(
                transfer.archive(), exported.accepted(), destination, after.source())));
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
        if (!run.plan().listable()) {
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.exportUnproved(transfer.destination())));
        }
        // the next attempt lists the destination before it has anything sent again
        throw AttemptFailed.inDoubt(doubt);
    }
}
