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
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;

/**
 * Hands over what a supply gives, by a few streams at once: while one waits for an answer, the others
 * send. All but one of them give way to what is urgent, between two objects.
 */
final class Lanes {
    private static final long TICK_MILLIS = 1000;

    private final Run run;
    private final Slots slots;
    private final Supply supply;
    private final ObjectSink sink;
    private final ObjectSink.Batch batch;
    private final int lanes;
    private final Handover handover = new Handover();
    private volatile boolean stopped;
    /** Whether the stream that goes on whatever is urgent has something to do. */
    private volatile boolean leading = true;

    Lanes(Run run, Slots slots, Supply supply, ObjectSink sink, ObjectSink.Batch batch, int lanes) {
        this.run = run;
        this.slots = slots;
        this.supply = supply;
        this.sink = sink;
        this.batch = batch;
        this.lanes = lanes;
    }

    /** Runs to the end; {@code tick} is called about each second and when all is done, on the caller's thread. */
    Handover run(ThreadFactory threads, java.util.function.Consumer<Handover> tick) {
        CountDownLatch open = new CountDownLatch(lanes);
        List<Thread> started = new ArrayList<>();
        try {
            for (int number = 0; number < lanes; number++) {
                int lane = number;
                Thread thread = threads.newThread(() -> {
                    try {
                        lane(lane);
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
            slots.look();
            if (open.getCount() > 0) {
                started.forEach(Thread::interrupt);
            }
        }
    }

    private void lane(int lane) {
        try {
            boolean goesOn = true;
            while (goesOn) {
                ObjectStream next = supply.next();
                goesOn = next != null && handOver(lane, next);
            }
        } catch (NotInArchive e) {
            handover.vanish();
        } catch (ArchiveException e) {
            handover.fail(AttemptFailed.asking(Breaker.archive(run.transfer().archive()), e));
        } catch (RuntimeException e) {
            handover.crash(e);
        } finally {
            if (lane == 0) {
                leading = false;
                slots.look();
            }
        }
    }

    private boolean handOver(int lane, ObjectStream given) {
        try (ObjectStream objects = given) {
            while (goesOn() && givesWay(lane) && objects.hasNext()) {
                PutResult result = sink.put(run.study(), new Yielding(lane, objects), batch);
                if (!handover.add(sink.name(), result)) {
                    stopped = true;
                }
            }
            return goesOn();
        }
    }

    private boolean goesOn() {
        return !stopped && !handover.isBroken();
    }

    /** Waits while something urgent is on its way to the same destination and another stream of this study goes on. */
    private boolean givesWay(int lane) {
        try {
            if (mustYield(lane)) {
                slots.giveWay(sink.name(), () -> leading && goesOn());
            }
            return goesOn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean mustYield(int lane) {
        return lane > 0 && leading && !run.urgent() && slots.isUrgent(sink.name());
    }

    /** Ends a request behind the object under way as soon as something urgent comes. */
    private final class Yielding implements ObjectStream {
        private final int lane;
        private final ObjectStream objects;
        private boolean begun;

        Yielding(int lane, ObjectStream objects) {
            this.lane = lane;
            this.objects = objects;
        }

        @Override
        public boolean hasNext() {
            return !(begun && mustYield(lane)) && objects.hasNext();
        }

        @Override
        public DicomObject next() {
            begun = true;
            return objects.next();
        }

        @Override
        public void close() {
            // who opened it goes on with it
        }
    }
}
