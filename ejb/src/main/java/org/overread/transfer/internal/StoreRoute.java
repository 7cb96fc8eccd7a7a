/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadFactory;
import org.overread.outbox.Breaker;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Problem;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.Peers;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferState;

/**
 * Streams a study from the archive to a DICOMweb destination (WADO-RS to STOW-RS, DICOM PS3.18 sections 10.4 and 10.5):
 * lists both, sends what is missing, and lists both again until nothing is.
 */
@ApplicationScoped
class StoreRoute {
    /** How often a source may grow or lose objects while it is sent before the work is laid down for a while. */
    private static final int PASSES = 20;

    private final Peers peers;
    private final Listing listing;
    private final Comparison comparison;
    private final TransferRows rows;
    private final Breaker breaker;
    private final Endings endings;
    private final ThreadFactory threads;

    @Inject
    StoreRoute(
            Peers peers,
            Listing listing,
            Comparison comparison,
            TransferRows rows,
            Breaker breaker,
            Endings endings,
            @TransferThreads ThreadFactory threads) {
        this.peers = peers;
        this.listing = listing;
        this.comparison = comparison;
        this.rows = rows;
        this.breaker = breaker;
        this.endings = endings;
        this.threads = threads;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected StoreRoute() {
        this.peers = null;
        this.listing = null;
        this.comparison = null;
        this.rows = null;
        this.breaker = null;
        this.endings = null;
        this.threads = null;
    }

    WorkOutcome attempt(Run run) {
        Transfer transfer = run.transfer();
        if (!run.plan().listable() && !run.plan().counted()) {
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.noProof(transfer.destination())));
        }
        Comparison.Counts counts = listing.compare(run, TransferState.SENDING);
        Handover whole = new Handover();
        for (int pass = 0; pass < PASSES && counts.missing() > 0; pass++) {
            Handover handover = handOver(run, counts, whole);
            if (!handover.sourceChanged()) {
                if (!run.plan().listable() && !handover.isWhole()) {
                    throw handover.reasonFor(transfer.destination(), counts.missing(), counts.source());
                }
                run.lease()
                        .fenced(() ->
                                comparison.handed(transfer.id(), !run.plan().listable()));
            }
            whole = handover.after(whole);
            counts = listing.compare(run, TransferState.VERIFYING);
            if (counts.lost() > 0) {
                throw handover.reasonFor(transfer.destination(), counts.lost(), counts.source());
            }
        }
        if (counts.missing() > 0) {
            throw AttemptFailed.inVain(Problem.of(TransferMessages.MESSAGES.restless(transfer.archive())));
        }
        return endings.verified(run, run.plan().listable() ? "instances" : "counted", counts.source());
    }

    private Handover handOver(Run run, Comparison.Counts counts, Handover before) {
        Transfer transfer = run.transfer();
        ObjectSource source;
        ObjectSink sink;
        try {
            source = peers.source(transfer.archive());
            sink = peers.sink(transfer.destination());
        } catch (ArchiveRefused e) {
            throw AttemptFailed.forGood(e.problem());
        }
        boolean[] told = {false};
        Handover handover = new Lanes(run, comparison, source, sink, counts.missing())
                .run(
                        threads,
                        soFar -> run.write(() -> {
                            if (soFar.stored() > 0 && !told[0]) {
                                told[0] = true;
                                breaker.answered(Breaker.destination(transfer.destination()));
                            }
                            return rows.progress(
                                    transfer,
                                    run.attempt(),
                                    before.objects() + soFar.objects(),
                                    before.bytes() + soFar.bytes());
                        }));
        handover.check();
        return handover;
    }
}
