/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
import org.overread.study.ArchiveException;
import org.overread.study.NotInArchive;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;

/**
 * Hands over what the destination lacks, by a few streams at once: while one waits for an answer, the others send. Each
 * stream takes the next objects of the comparison, so that memory use does not depend on the study's size.
 */
final class Lanes {
    private static final int LARGEST_SHARE = 100;
    private static final int SMALLEST_SHARE = 4;
    private static final long TICK_MILLIS = 1000;

    private final Run run;
    private final Comparison comparison;
    private final ObjectSource source;
    private final ObjectSink sink;
    private final int lanes;
    private final Handover handover = new Handover();
    private @Nullable InstanceRef last;
    private int left;
    private volatile boolean stopped;

    Lanes(Run run, Comparison comparison, ObjectSource source, ObjectSink sink, int missing) {
        this.run = run;
        this.comparison = comparison;
        this.source = source;
        this.sink = sink;
        int streams = Math.max(1, run.plan().streams());
        this.left = missing;
        this.lanes = Math.max(1, Math.min(streams, (missing + SMALLEST_SHARE - 1) / SMALLEST_SHARE));
    }

    /** Runs to the end; {@code tick} is called about each second and when all is done, on the caller's thread. */
    Handover run(ThreadFactory threads, java.util.function.Consumer<Handover> tick) {
        CountDownLatch open = new CountDownLatch(lanes);
        List<Thread> started = new ArrayList<>();
        try {
            for (int lane = 0; lane < lanes; lane++) {
                Thread thread = threads.newThread(() -> {
                    try {
                        lane();
                    } finally {
                        open.countDown();
                    }
                });
                thread.setName("overread-transfer-" + run.transfer().id() + "-" + lane);
                thread.start();
                started.add(thread);
            }
            while (!open.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (run.lease().lost()) {
                    throw new Lease.LeaseLost();
                }
                tick.accept(handover);
            }
            tick.accept(handover);
            return handover;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Lease.LeaseLost();
        } finally {
            stopped = true;
            if (open.getCount() > 0) {
                started.forEach(Thread::interrupt);
            }
        }
    }

    private void lane() {
        try {
            List<InstanceRef> next = share();
            while (!next.isEmpty() && handOver(next)) {
                next = share();
            }
        } catch (NotInArchive e) {
            handover.vanish();
        } catch (ArchiveException e) {
            handover.fail(AttemptFailed.asking(Breaker.archive(run.transfer().archive()), e));
        } catch (RuntimeException e) {
            handover.crash(e);
        }
    }

    private boolean handOver(List<InstanceRef> instances) {
        try (ObjectStream objects =
                source.instances(run.study(), instances, run.plan().issuers())) {
            while (!stopped && !handover.isBroken() && objects.hasNext()) {
                PutResult result = sink.put(run.study(), objects, run.plan().batch());
                if (!handover.add(sink.name(), result)) {
                    stopped = true;
                }
            }
            return !stopped && !handover.isBroken();
        }
    }

    private synchronized List<InstanceRef> share() {
        // ever smaller shares, so that no stream is left with much to do when the others have ended
        int share = Math.max(SMALLEST_SHARE, Math.min(LARGEST_SHARE, left / (lanes * 2)));
        List<InstanceRef> next = comparison.missing(run.transfer().id(), last, share);
        left -= next.size();
        if (!next.isEmpty()) {
            last = next.get(next.size() - 1);
        }
        return next;
    }
}
