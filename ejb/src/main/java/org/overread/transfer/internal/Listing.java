/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
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
    private final ThreadFactory threads;

    @Inject
    Listing(
            Peers peers,
            Comparison comparison,
            TransferRows rows,
            Breaker breaker,
            @TransferThreads ThreadFactory threads) {
        this.peers = peers;
        this.comparison = comparison;
        this.rows = rows;
        this.breaker = breaker;
        this.threads = threads;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Listing() {
        this.peers = null;
        this.comparison = null;
        this.rows = null;
        this.breaker = null;
        this.threads = null;
    }

    /** What the destination holds of the study at the attempt's beginning; nothing is known of the source yet. */
    int there(Run run) {
        return listThere(run);
    }

    /** Writes how many objects are on their way by our own count: the source is listed when they are sent. */
    void expect(Run run) {
        Transfer transfer = run.transfer();
        run.write(() -> rows.compared(transfer, TransferState.SENDING, rows.expected(transfer), 0));
    }

    /**
     * The source as it is now, beside what {@link #there} found.
     *
     * @throws AttemptFailed also when the source holds nothing of the study any more
     */
    Comparison.Counts compareSource(Run run) {
        listSource(run, Breaker.archive(run.transfer().archive()));
        return compared(run, TransferState.SENDING);
    }

    /**
     * Both sides as they are now, asked at the same time: each may take as long as sending a part of the study. An object
     * that reaches the source while we look is seen now or, as any late image, by the next count.
     *
     * @throws AttemptFailed also when the source holds nothing of the study any more
     */
    Comparison.Counts compare(Run run, TransferState state) {
        Transfer transfer = run.transfer();
        String archive = Breaker.archive(transfer.archive());
        comparison.forget(transfer.id(), Comparison.Side.SOURCE, run.lease());
        if (run.plan().listable()) {
            comparison.forget(transfer.id(), Comparison.Side.THERE, run.lease());
            FutureTask<@Nullable Void> there = new FutureTask<>(() -> listThere(run), null);
            Thread asking = threads.newThread(there);
            asking.setName("overread-transfer-" + transfer.id() + "-list");
            asking.start();
            try {
                listSource(run, archive);
            } finally {
                finish(there);
            }
        } else {
            listSource(run, archive);
        }
        return compared(run, state);
    }

    private Comparison.Counts compared(Run run, TransferState state) {
        Transfer transfer = run.transfer();
        Comparison.Counts counts = comparison.counts(transfer.id());
        run.write(() -> {
            breaker.answered(Breaker.archive(transfer.archive()));
            return rows.compared(transfer, state, counts.source(), counts.there());
        });
        if (counts.source() == 0) {
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.vanished(transfer.archive())));
        }
        return counts;
    }

    private void listSource(Run run, String archive) {
        try {
            Transfer transfer = run.transfer();
            comparison.list(
                    transfer.id(), Comparison.Side.SOURCE, peers.heldBy(transfer.archive()), run.study(), run.lease());
        } catch (ArchiveException e) {
            throw AttemptFailed.asking(archive, e);
        }
    }

    private int listThere(Run run) {
        Transfer transfer = run.transfer();
        try {
            return comparison.list(
                    transfer.id(),
                    Comparison.Side.THERE,
                    peers.heldAt(transfer.destination()),
                    run.study(),
                    run.lease());
        } catch (ArchiveException e) {
            throw AttemptFailed.asking(Breaker.destination(transfer.destination()), e);
        }
    }

    /** Waits for the other side, whatever became of the first: nothing writes any more when this returns. */
    private static void finish(FutureTask<?> there) {
        try {
            there.get();
        } catch (InterruptedException e) {
            there.cancel(true);
            Thread.currentThread().interrupt();
            throw new Lease.LeaseLost();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
