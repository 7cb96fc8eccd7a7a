/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
import org.overread.shared.Problem;
import org.overread.study.ArchiveException;
import org.overread.study.NotInArchive;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;
import org.overread.transfer.TransferMessages;

/**
 * Hands over what a supply gives, by a few streams at once: while one waits for an answer, the others
 * send. All but one of them give way to what is urgent, between two objects.
 */
final class Lanes {
    private static final long TICK_MILLIS = 1000;

    private final Run run;
    private final Traffic traffic;
    private final Slots slots;
    private final Supply supply;
    private final ObjectSink sink;
    private final ObjectSink.Batch batch;
    private final int lanes;
    private final Handover handover = new Handover();
    private volatile boolean stopped;
    /** Whether the stream that goes on whatever is urgent has something to do. */
    private volatile boolean leading = true;

    Lanes(Run run, Traffic traffic, Supply supply, ObjectSink sink, ObjectSink.Batch batch, int lanes) {
        this.run = run;
        this.traffic = traffic;
        this.slots = traffic.slots();
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
            boolean more = true;
            while (more && goesOn() && givesWay(lane) && isOpen()) {
                more = request(lane, objects);
            }
            return goesOn();
        }
    }

    /** One request; false when there is nothing left for it. A stream has its place before it takes its turn at the source. */
    private boolean request(int lane, ObjectStream objects) {
        Streams.Request place;
        try {
            place = traffic.streams()
                    .enter(sink.name(), run.plan().requests(), run.transfer().id(), run.standing(), this::goesOn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Streams.Answer answer = Streams.Answer.NOT_TOLD;
        try {
            if (!goesOn() || !objects.hasNext()) {
                return false;
            }
            Yielding given = new Yielding(lane, objects);
            PutResult result = sink.put(run.study(), given, batch);
            answer = given.isSlow() || isOverloaded(result) ? Streams.Answer.POORLY : Streams.Answer.WELL;
            if (!handover.add(sink.name(), result)) {
                stopped = true;
            }
            return true;
        } finally {
            place.ended(answer);
        }
    }

    private static boolean isOverloaded(PutResult result) {
        return result instanceof PutResult.Unavailable || result instanceof PutResult.Ambiguous;
    }

    /** Ends the attempt when the line's hours are over. */
    private boolean isOpen() {
        if (!traffic.isOpen(run.plan(), run.standing())) {
            Instant now = traffic.clock().instant();
            handover.fail(AttemptFailed.later(Problem.of(TransferMessages.MESSAGES.lineClosed(
                    sink.name(), run.plan().line().opensAfter(now).orElse(now)))));
        }
        return goesOn();
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
        private volatile long lastRead;

        Yielding(int lane, ObjectStream objects) {
            this.lane = lane;
            this.objects = objects;
        }

        @Override
        public boolean hasNext() {
            return !(begun && (mustYield(lane) || !traffic.isOpen(run.plan(), run.standing()))) && objects.hasNext();
        }

        @Override
        public DicomObject next() {
            begun = true;
            DicomObject next = objects.next();
            lastRead = traffic.clock().millis();
            InputStream content = new FilterInputStream(next.content()) {
                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int count = super.read(into, offset, length);
                    lastRead = traffic.clock().millis();
                    return count;
                }
            };
            return new DicomObject(
                    next.instance(),
                    next.issuers(),
                    traffic.bandwidth().limited(sink.name(), run.plan().line(), content));
        }

        /** Whether the answer came late after the last byte was taken. */
        boolean isSlow() {
            return begun
                    && traffic.clock().millis() - lastRead
                            > run.plan().line().slowAnswer().toMillis();
        }

        @Override
        public void close() {
            // who opened it goes on with it
        }
    }
}
