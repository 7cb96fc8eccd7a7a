/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.overread.outbox.Breaker;
import org.overread.shared.Problem;
import org.overread.study.ArchiveException;
import org.overread.transfer.Peers;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferState;

/** Lists source and destination and writes how they stand. */
@ApplicationScoped
class Listing {
    private final Peers peers;
    private final Comparison comparison;
    private final TransferRows rows;
    private final Breaker breaker;

    @Inject
    Listing(Peers peers, Comparison comparison, TransferRows rows, Breaker breaker) {
        this.peers = peers;
        this.comparison = comparison;
        this.rows = rows;
        this.breaker = breaker;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Listing() {
        this.peers = null;
        this.comparison = null;
        this.rows = null;
        this.breaker = null;
    }

    /**
     * Both sides as they are now, the destination first: an object that reaches the source while we look is then
     * missing and gets sent, instead of being seen by nobody.
     *
     * @throws AttemptFailed also when the source holds nothing of the study any more
     */
    Comparison.Counts compare(Run run, TransferState state) {
        Transfer transfer = run.transfer();
        if (run.plan().listable()) {
            try {
                comparison.list(
                        transfer.id(),
                        Comparison.Side.THERE,
                        peers.heldAt(transfer.destination()),
                        run.study(),
                        run.lease());
            } catch (ArchiveException e) {
                throw AttemptFailed.asking(Breaker.destination(transfer.destination()), e);
            }
        }
        String archive = Breaker.archive(transfer.archive());
        try {
            comparison.list(
                    transfer.id(), Comparison.Side.SOURCE, peers.heldBy(transfer.archive()), run.study(), run.lease());
        } catch (ArchiveException e) {
            throw AttemptFailed.asking(archive, e);
        }
        Comparison.Counts counts = comparison.counts(transfer.id());
        run.write(() -> {
            breaker.answered(archive);
            return rows.compared(transfer, state, counts.source(), counts.there());
        });
        if (counts.source() == 0) {
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.vanished(transfer.archive())));
        }
        return counts;
    }
}
