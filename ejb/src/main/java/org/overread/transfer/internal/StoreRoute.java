/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.overread.outbox.Breaker;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Problem;
import org.overread.study.ArchiveException;
import org.overread.study.ArchiveRefused;
import org.overread.study.NotInArchive;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.Peers;
import org.overread.transfer.PutResult.Refused;
import org.overread.transfer.SeriesRef;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferState;

/**
 * Streams a study from the archive to a DICOMweb destination (WADO-RS to STOW-RS, DICOM PS3.18 sections 10.4 and 10.5):
 * lists both, sends what is missing, and lists both again until nothing is. A study of which nothing is there yet is
 * sent whole, in one retrieval, and both are listed afterwards.
 */
@ApplicationScoped
class StoreRoute {
    /** How often a source may grow or lose objects while it is sent before the work is laid down for a while. */
    private static final int PASSES = 20;

    private static final int MOST_SERIES = 60;

    private final Peers peers;
    private final Listing listing;
    private final Comparison comparison;
    private final TransferRows rows;
    private final Breaker breaker;
    private final Endings endings;
    private final Traffic traffic;
    private final ThreadFactory threads;

    @Inject
    StoreRoute(
            Peers peers,
            Listing listing,
            Comparison comparison,
            TransferRows rows,
            Breaker breaker,
            Endings endings,
            Traffic traffic,
            @TransferThreads ThreadFactory threads) {
        this.peers = peers;
        this.listing = listing;
        this.comparison = comparison;
        this.rows = rows;
        this.breaker = breaker;
        this.endings = endings;
        this.traffic = traffic;
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
        this.traffic = null;
        this.threads = null;
    }

    WorkOutcome attempt(Run run) {
        Transfer transfer = run.transfer();
        if (!run.plan().listable() && !run.plan().counted()) {
            throw AttemptFailed.forGood(Problem.of(TransferMessages.MESSAGES.noProof(transfer.destination())));
        }
        Handover whole = new Handover();
        Comparison.Counts counts;
        boolean listable = run.plan().listable();
        boolean alone = false;
        boolean nothingThere = listable && listing.there(run) == 0;
        // after attempts that brought nothing the list says what to send, not the archive's idea of the study
        if (nothingThere && transfer.fruitless() == 0) {
            listing.expect(run);
            whole = handOver(run, rows.expected(transfer), whole, run.plan().batch(), this::wholeStudy);
            alone = whole.refusedTogether() != null;
            counts = listing.compare(run, alone ? TransferState.SENDING : TransferState.VERIFYING);
            if (!alone && !whole.sourceChanged() && whole.objects() >= counts.source() && counts.missing() > 0) {
                throw whole.reasonFor(transfer.destination(), counts.missing(), counts.source());
            }
        } else {
            counts = listing.compareSource(run);
        }
        for (int pass = 0; pass < PASSES && counts.missing() > 0; pass++) {
            ObjectSink.Batch batch = alone ? ObjectSink.Batch.ONE : run.plan().batch();
            Handover handover = handOver(run, counts.missing(), whole, batch, this::missing);
            Refused together = handover.refusedTogether();
            if (together != null && (alone || !listable)) {
                throw AttemptFailed.forGood(together.problem());
            }
            alone = together != null;
            if (!alone && !handover.sourceChanged()) {
                if (!listable && !handover.isWhole()) {
                    throw handover.reasonFor(transfer.destination(), counts.missing(), counts.source());
                }
                run.lease().fenced(() -> comparison.handed(transfer.id(), !listable));
            }
            whole = handover.after(whole);
            counts = listing.compare(run, alone ? TransferState.SENDING : TransferState.VERIFYING);
            if (counts.lost() > 0) {
                throw handover.reasonFor(transfer.destination(), counts.lost(), counts.source());
            }
        }
        if (counts.missing() > 0) {
            throw AttemptFailed.inVain(Problem.of(TransferMessages.MESSAGES.restless(transfer.archive())));
        }
        return endings.verified(run, listable ? "instances" : "counted", counts.source());
    }

    /** Opens what one pass hands over, {@code objects} of them about, by so many streams. */
    private interface Opened {
        Supply by(Run run, ObjectSource source, int streams, int objects);
    }

    private Supply wholeStudy(Run run, ObjectSource source, int streams, int objects) {
        try {
            List<SeriesRef> order = order(run, source);
            return new WholeStudy(
                    order.size() > 1
                            ? new SeriesInTurn(
                                    source, run.study(), order, run.plan().issuers())
                            : source.study(run.study(), run.plan().issuers()));
        } catch (ArchiveRefused e) {
            // an archive may give objects and no whole studies: then nothing is handed over here, and all is missing
            return () -> null;
        }
    }

    /** The series in the order of sending; none when the study goes as the archive gives it. */
    private static List<SeriesRef> order(Run run, ObjectSource source) {
        try {
            List<SeriesRef> series = source.series(run.study(), MOST_SERIES);
            // of ever so many series none is known to be the key one, and each costs a request
            return series.size() < MOST_SERIES ? SeriesOrder.of(series) : List.of();
        } catch (ArchiveRefused e) {
            // an archive need not be searched by series
            return List.of();
        }
    }

    private Supply missing(Run run, ObjectSource source, int streams, int objects) {
        comparison.order(run.transfer().id(), order(run, source));
        return new MissingObjects(run, comparison, source, streams, objects);
    }

    private Handover handOver(Run run, int objects, Handover before, ObjectSink.Batch batch, Opened opened) {
        Transfer transfer = run.transfer();
        int share = MissingObjects.SMALLEST_SHARE;
        int streams = Math.max(1, Math.min(run.plan().streams(), (objects + share - 1) / share));
        try {
            ObjectSink sink = peers.sink(transfer.destination());
            try (Supply supply = opened.by(run, peers.source(transfer.archive()), streams, objects)) {
                Handover handover =
                        new Lanes(run, traffic, supply, sink, batch, streams).run(threads, progress(run, before));
                handover.check();
                return handover;
            }
        } catch (NotInArchive e) {
            Handover nothing = new Handover();
            nothing.vanish();
            return nothing;
        } catch (ArchiveException e) {
            throw AttemptFailed.asking(Breaker.archive(transfer.archive()), e);
        }
    }

    private Consumer<Handover> progress(Run run, Handover before) {
        Transfer transfer = run.transfer();
        boolean[] told = {false};
        return soFar -> run.write(() -> {
            if (soFar.stored() > 0 && !told[0]) {
                told[0] = true;
                breaker.answered(Breaker.destination(transfer.destination()));
            }
            return rows.progress(
                    transfer, run.attempt(), before.objects() + soFar.objects(), before.bytes() + soFar.bytes());
        });
    }
}
