/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectStream;

class WholeStudyTest {
    /** Objects 0, 1, 2 … whose content is their number; breaks off before one of them. */
    private static final class Numbers implements ObjectStream {
        private final int count;
        private final int breaksAt;
        private int given;
        private boolean closed;
        private InputStream current = InputStream.nullInputStream();

        Numbers(int count, int breaksAt) {
            this.count = count;
            this.breaksAt = breaksAt;
        }

        @Override
        public boolean hasNext() {
            if (given == breaksAt) {
                throw new ArchiveUnavailable("OVR001701: broken off");
            }
            try {
                current.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return given < count;
        }

        @Override
        public DicomObject next() {
            String number = Integer.toString(given++);
            current = new ByteArrayInputStream(number.getBytes(StandardCharsets.US_ASCII));
            return new DicomObject(Optional.of(number), DicomObject.IssuerOutcome.NOT_ASKED, current);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static String content(DicomObject object) throws IOException {
        return new String(object.content().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void deals_each_object_whole_to_exactly_one_of_many_streams() throws Exception {
        Numbers numbers = new Numbers(2000, -1);
        var got = new ConcurrentLinkedQueue<String>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (WholeStudy study = new WholeStudy(numbers)) {
            List<Future<?>> streams = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ObjectStream objects = study.next();
                streams.add(threads.submit(() -> {
                    while (objects.hasNext()) {
                        DicomObject object = objects.next();
                        assertThat(content(object)).isEqualTo(object.instance().orElseThrow());
                        got.add(object.instance().orElseThrow());
                    }
                    objects.close();
                    return null;
                }));
            }
            for (Future<?> stream : streams) {
                stream.get();
            }
            assertThat(study.next()).isNull();
        } finally {
            threads.shutdownNow();
        }
        assertThat(got).hasSize(2000).doesNotHaveDuplicates();
        assertThat(numbers.closed).isTrue();
    }

    @Test
    void a_stream_that_ends_in_the_middle_of_an_object_leaves_the_others_their_own() throws Exception {
        try (WholeStudy study = new WholeStudy(new Numbers(3, -1))) {
            ObjectStream broken = study.next();
            DicomObject half = broken.next();
            broken.close();

            ObjectStream other = study.next();
            assertThat(content(other.next())).isEqualTo("1");
            assertThat(half.content().read()).as("its turn is over").isEqualTo(-1);
            assertThat(content(other.next())).isEqualTo("2");
            assertThat(other.hasNext()).isFalse();
        }
    }

    @Test
    void gives_the_turn_up_when_an_object_was_read_and_not_only_when_the_next_is_asked_for() throws Exception {
        try (WholeStudy study = new WholeStudy(new Numbers(2, -1))) {
            ObjectStream first = study.next();
            ObjectStream second = study.next();
            content(first.next());
            // the first waits for its answer now and asks for nothing
            assertThat(content(second.next())).isEqualTo("1");
        }
    }

    @Test
    void a_source_that_breaks_off_is_told_once_and_ends_all() {
        try (WholeStudy study = new WholeStudy(new Numbers(9, 1))) {
            ObjectStream first = study.next();
            ObjectStream second = study.next();
            first.next();
            assertThatThrownBy(first::hasNext).isInstanceOf(ArchiveUnavailable.class);
            assertThat(second.hasNext()).isFalse();
            assertThat(study.next()).isNull();
        }
    }

    @Test
    void who_is_interrupted_while_another_reads_gets_no_more() throws Exception {
        try (WholeStudy study = new WholeStudy(new Numbers(2, -1))) {
            study.next().next();
            ObjectStream waiting = study.next();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<Boolean> more = thread.submit(() -> {
                    Thread.currentThread().interrupt();
                    return waiting.hasNext();
                });
                assertThat(more.get()).isFalse();
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            } finally {
                thread.shutdownNow();
            }
        }
    }
}
