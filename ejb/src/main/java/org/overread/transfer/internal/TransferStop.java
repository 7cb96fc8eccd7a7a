/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.Transfer;

/**
 * Cancels what has not ended of the transfers of a case that was cancelled, or of those to where it is not read any
 * more. A send that waits and has no transfer yet finds the case
 * cancelled when it begins ({@link TransferRows#open}); the two lock the case's row, so neither misses the other.
 */
@ApplicationScoped
class TransferStop implements WorkHandler.Transactional {
    /** The payload. */
    record Stop(long caseId) {}

    private final TransferRows rows;
    private final JdbiTransfers transfers;
    private final Announcements announcements;

    @Inject
    TransferStop(TransferRows rows, JdbiTransfers transfers, Announcements announcements) {
        this.rows = rows;
        this.transfers = transfers;
        this.announcements = announcements;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected TransferStop() {
        this.rows = null;
        this.transfers = null;
        this.announcements = null;
    }

    @Override
    public String kind() {
        return "transfer.stop";
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        long caseId = item.payload(Stop.class).caseId();
        for (Transfer transfer : rows.underWay(caseId)) {
            if (!rows.wanted(caseId, transfer.destination())) {
                transfers
                        .cancel(transfer.id(), transfer.version(), true)
                        .ifPresent(now -> announcements.cancelled(now, "the case, which is not read there any more"));
            }
        }
        return WorkOutcome.done();
    }
}
