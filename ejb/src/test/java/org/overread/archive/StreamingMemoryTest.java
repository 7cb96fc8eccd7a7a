/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.overread.shared.DicomUid;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink.Batch;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;

/** A study goes from source to destination through a window, whatever its size. */
class StreamingMemoryTest {
    private static final DicomUid STUDY = new DicomUid("1.2.3");
    private static final int OBJECT = 50 << 20;

    /** Sends a study of so many objects of 50 MiB and answers the most heap that was in use meanwhile. */
    private static long peakOf(int objects) throws IOException {
        AtomicLong received = new AtomicLong();
        try (RawServer source = new RawServer((socket, in, out) -> {
                    RawServer.request(in);
                    RawServer.send(
                            out,
                            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: multipart/related; "
                                    + "type=\"application/dicom\"; boundary=bbbb\r\n\r\n");
                    for (int i = 0; i < objects; i++) {
                        object(out, i);
                    }
                    RawServer.send(out, "--bbbb--\r\n");
                });
                RawServer destination = new RawServer((socket, in, out) -> {
                    StringBuilder stored = new StringBuilder();
                    for (String line = RawServer.line(in); !line.isEmpty(); line = RawServer.line(in)) {}
                    for (int size = Integer.parseInt(RawServer.line(in), 16);
                            size > 0;
                            size = Integer.parseInt(RawServer.line(in), 16)) {
                        in.skipNBytes(size);
                        received.addAndGet(size);
                        RawServer.line(in);
                    }
                    for (int i = 0; i < objects; i++) {
                        stored.append(i == 0 ? "" : ",")
                                .append("{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"1.2.3.4.")
                                .append(i)
                                .append("\"]}}");
                    }
                    String answer = "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[" + stored + "]}}";
                    RawServer.send(
                            out,
                            "HTTP/1.1 200 OK\r\nContent-Type: application/dicom+json\r\nContent-Length: "
                                    + answer.length() + "\r\n\r\n" + answer);
                });
                ArchiveAdapters adapters = new ArchiveAdapters(Duration.ofSeconds(5));
                Peak peak = new Peak()) {
            Archive from = adapters.open(ArchiveSettings.dicomWeb("hospital", source.uri("/rs")));
            Archive to = adapters.open(ArchiveSettings.dicomWeb("group", destination.uri("/rs")));
            try (ObjectStream stream = from.source().study(STUDY, new Issuers("SITE", "SITE"))) {
                PutResult result = to.sink().put(STUDY, stream, new Batch(1000, Long.MAX_VALUE));
                assertThat(result).isInstanceOf(PutResult.Stored.class);
                assertThat(result.sent().objects()).isEqualTo(objects);
                assertThat(result.sent().bytes()).isGreaterThan((long) objects * OBJECT);
                assertThat(received.get()).isGreaterThan(result.sent().bytes());
            }
            return peak.stop();
        }
    }

    private static void object(OutputStream out, int number) throws IOException {
        byte[] header = Part10.object(Part10.EXPLICIT_LE, "1.2.3.4." + number)
                .text(0x00080018, "UI", "1.2.3.4." + number)
                .text(0x00100020, "LO", "P7")
                .text(0x00100040, "CS", "O")
                .bytes();
        out.write("--bbbb\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(header);
        byte[] pixels = new byte[1 << 16];
        for (int sent = 0; sent < OBJECT; sent += pixels.length) {
            out.write(pixels);
        }
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @Timeout(120)
    void a_study_ten_times_as_large_takes_no_more_memory() throws IOException {
        peakOf(1);
        long one = peakOf(1);
        long started = System.nanoTime();
        long ten = peakOf(10);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "live heap with 50 MiB %d KiB, with 500 MiB %d KiB, %.0f MB/s%n",
                one >> 10, ten >> 10, 10.0 * OBJECT / 1e6 / seconds);
        assertThat(ten - one).isLessThan(8 << 20);
    }

    /** The most that was alive right after a collection. */
    private static final class Peak implements AutoCloseable {
        private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        private final long before = live();
        private volatile boolean done;
        private volatile long peak;
        private final Thread watcher = new Thread(this::watch, "heap-watcher");

        Peak() {
            watcher.setDaemon(true);
            watcher.start();
        }

        private long live() {
            System.gc();
            return memory.getHeapMemoryUsage().getUsed();
        }

        private void watch() {
            while (!done) {
                peak = Math.max(peak, live() - before);
                LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
            }
        }

        long stop() {
            done = true;
            return peak;
        }

        @Override
        public void close() {
            done = true;
        }
    }
}
