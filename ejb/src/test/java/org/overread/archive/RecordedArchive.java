/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Replays recorded exchanges, each once and in order. A request that differs from the recorded one in method, path, query,
 * Accept, Content-Type or body gets no answer and fails the test.
 */
final class RecordedArchive implements AutoCloseable {
    private final Deque<Recording> expected;
    private final List<String> differences = new CopyOnWriteArrayList<>();
    private final RawServer server;
    private final ArchiveAdapters adapters = new ArchiveAdapters(Duration.ofSeconds(5));

    RecordedArchive(Recording... recordings) throws IOException {
        expected = new ArrayDeque<>(List.of(recordings));
        server = new RawServer((socket, in, out) -> {
            RawServer.Request request = RawServer.request(in);
            Recording recording;
            synchronized (expected) {
                recording = expected.poll();
            }
            if (recording == null) {
                differences.add("one request too many: " + request.line());
                return;
            }
            List<String> found = recording.differences(request.line(), request.headers(), request.body());
            found.forEach(difference -> differences.add(recording.name() + ": " + difference));
            if (found.isEmpty()) {
                out.write(recording.response());
                out.flush();
            }
        });
    }

    static RecordedArchive of(String name, byte[]... objects) throws IOException {
        return new RecordedArchive(Recording.load(name, objects));
    }

    URI uri() {
        return server.uri("/dcm4chee-arc");
    }

    Archive archive() {
        return archive("DCM4CHEE");
    }

    Archive archive(String aet) {
        return new Dcm4cheeArchive(
                ArchiveSettings.dcm4chee("hospital", uri(), aet)
                        .with(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)),
                adapters.client(),
                () -> "recboundary");
    }

    /** Checks that all went as recorded. */
    @Override
    public void close() throws IOException {
        server.close();
        adapters.close();
        assertThat(differences).isEmpty();
        assertThat(expected).extracting(Recording::name).isEmpty();
    }
}
