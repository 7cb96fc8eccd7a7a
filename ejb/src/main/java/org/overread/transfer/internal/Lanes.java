/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
import org.overread.study.ArchiveException;
import org.overread.study.NotInArchive;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;

/** Hands over what a supply gives, by a few streams at once: while one waits for an answer, the others send. */
final class Lanes {
    private static final long TICK_MILLIS = 1000;

    private final Run run;
    private final Supply supply;
    private final ObjectSink sink;
    private final int lanes;
    private final Handover handover = new Handover();
    private volatile boolean stopped;

    Lanes(Run run, Supply supply, ObjectSink sink, int lanes) {
        this.run = run;
        this.supply = supply;
        this.sink = sink;
        this.lanes = lanes;
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
            boolean goesOn = true;
            while (goesOn) {
                ObjectStream next = supply.next();
                goesOn = next != null && handOver(next);
            }
        } catch (NotInArchive e) {
            handover.vanish();
        } catch (ArchiveException e) {
            handover.fail(AttemptFailed.asking(Breaker.archive(run.transfer().archive()), e));
        } catch (RuntimeException e) {
            handover.crash(e);
        }
    }

    private boolean handOver(ObjectStream given) {
        try (ObjectStream objects = given) {
            while (!stopped && !handover.isBroken() && objects.hasNext()) {
                PutResult result = sink.put(run.study(), objects, run.plan().batch());
                if (!handover.add(sink.name(), result)) {
                    stopped = true;
                }
            }
            return !stopped && !handover.isBroken();
        }
    }
}
