/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.overread.outbox.Lease;
import org.overread.shared.DicomUid;
import org.overread.transfer.DicomObject;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferState;

/** Streams of a routine study while something urgent goes to the same destination. */
class LanesTest {
    private static final int OBJECTS = 300;
    private static final int STREAMS = 3;

    private final Slots slots = new Slots(40);
    private final PassingClock clock = new PassingClock();
    private final Traffic traffic = new Traffic(slots, new Streams(clock), new Bandwidth(clock), clock);
    private final Semaphore line = new Semaphore(0, true);
    /** The stream that sent each object, in the order of sending. */
    private final ConcurrentLinkedQueue<Integer> sent = new ConcurrentLinkedQueue<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void gives_way_between_two_objects_keeps_one_stream_and_goes_on_with_all_afterwards() throws Exception {
        Future<Handover> routine = begin(run(false));
        allAreInLine();
        line.release(30);
        await().until(() -> sent.size() == 30);
        assertThat(sent).as("streams at work").contains(0, 1, 2);

        slots.enter("group", true, 1);
        line.release(60);
        await().until(() -> sent.size() == 90);
        List<Integer> meanwhile = new ArrayList<>(sent).subList(30, 90);
        // each of the others ends the object that it had begun, and no more
        assertThat(meanwhile.stream().filter(stream -> stream > 0)).hasSizeLessThanOrEqualTo(STREAMS - 1);
        assertThat(meanwhile.stream().filter(stream -> stream == 0)).hasSizeGreaterThanOrEqualTo(60 - (STREAMS - 1));

        slots.leave("group", true);
        allAreInLine();
        line.release(OBJECTS);
        assertThat(routine.get().objects()).isEqualTo(OBJECTS);
        assertThat(new ArrayList<>(sent).subList(90, OBJECTS)).contains(1, 2);
    }

    @Test
    void what_is_urgent_gives_way_to_nothing() throws Exception {
        slots.enter("group", true, 2);
        Future<Handover> urgent = begin(run(true));
        allAreInLine();
        line.release(OBJECTS);
        assertThat(urgent.get().objects()).isEqualTo(OBJECTS);
        assertThat(sent).contains(0, 1, 2);
    }

    @Test
    void something_urgent_elsewhere_holds_nobody_up() throws Exception {
        slots.enter("another", true, 1);
        Future<Handover> routine = begin(run(false));
        allAreInLine();
        line.release(OBJECTS);
        assertThat(routine.get().objects()).isEqualTo(OBJECTS);
        assertThat(sent).contains(0, 1, 2);
    }

    @Test
    void ends_when_nothing_is_left_though_something_urgent_is_still_on_its_way() throws Exception {
        slots.enter("group", true, 1);
        Future<Handover> routine = begin(run(false));
        line.release(OBJECTS);
        assertThat(routine.get().objects()).isEqualTo(OBJECTS);
    }

    /** Each stream has an object on the line: it is fair, so none is passed over from here on. */
    private void allAreInLine() {
        await().until(() -> line.getQueueLength() == STREAMS);
    }

    private Future<Handover> begin(Run run) {
        Lanes lanes = new Lanes(
                run, traffic, new WholeStudy(new Many()), new Line(), run.plan().batch(), STREAMS);
        return threads.submit(() -> lanes.run(Thread::new, soFar -> {}));
    }

    private static Run run(boolean urgent) {
        Transfer transfer = new Transfer(
                1,
                1,
                7,
                "hospital",
                Fixture.STUDY,
                "north",
                "group",
                TransferState.SENDING,
                1,
                OBJECTS,
                0,
                0,
                0,
                null,
                1,
                0,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                1);
        Plan plan = new Plan("", true, false, 1, STREAMS, new ObjectSink.Batch(50, 1 << 20), Issuers.NONE);
        return new Run(
                transfer, new DicomUid(Fixture.STUDY), new Standing(urgent, "", null), 1, false, plan, new Held());
    }

    private static final class Held implements Lease {
        @Override
        public boolean lost() {
            return false;
        }

        @Override
        public void fenced(Runnable change) {
            change.run();
        }
    }

    private static final class Many implements ObjectStream {
        private int given;

        @Override
        public boolean hasNext() {
            return given < OBJECTS;
        }

        @Override
        public DicomObject next() {
            return new DicomObject(
                    Optional.of("1.9." + given++), DicomObject.IssuerOutcome.NOT_ASKED, InputStream.nullInputStream());
        }

        @Override
        public void close() {}
    }

    /** A destination that takes an object whenever the test lets it. */
    private final class Line implements ObjectSink {
        @Override
        public String name() {
            return "group";
        }

        @Override
        public PutResult put(DicomUid study, ObjectStream objects, Batch batch) {
            String thread = Thread.currentThread().getName();
            int stream = Integer.parseInt(thread.substring(thread.lastIndexOf('-') + 1));
            List<String> uids = new ArrayList<>();
            try {
                while (uids.size() < batch.objects() && objects.hasNext()) {
                    DicomObject object = objects.next();
                    // read to its end: the next stream has its turn while this one is on the line
                    object.content().readAllBytes();
                    line.acquire();
                    uids.add(object.instance().orElseThrow());
                    sent.add(stream);
                }
            } catch (InterruptedException | java.io.IOException e) {
                Thread.currentThread().interrupt();
            }
            return new PutResult.Stored(new PutResult.Sent(uids, uids.size(), uids.size() * 1000L, 0));
        }
    }
}
