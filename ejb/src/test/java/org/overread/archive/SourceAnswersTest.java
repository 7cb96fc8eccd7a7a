/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.SourceFailed;

/** What an archive may answer to a search or while it is read, and what is made of it. */
class SourceAnswersTest {
    private static final DicomUid STUDY = new DicomUid("1.2.3");
    private static final String JSON = "Content-Type: application/dicom+json\r\n";

    private final ArchiveAdapters adapters = new ArchiveAdapters(Duration.ofSeconds(2));

    @AfterEach
    void close() {
        adapters.close();
    }

    private Archive archive(URI uri) {
        return archive(uri, Duration.ofSeconds(20));
    }

    private Archive archive(URI uri, Duration answer) {
        Duration idle = Duration.ofSeconds(1);
        return adapters.open(ArchiveSettings.dicomWeb("group", uri).with(answer, idle, answer));
    }

    @Test
    void html_for_a_search_is_no_dicomweb_and_half_an_answer_is_a_failure() throws IOException {
        assertRead("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")
                .isInstanceOf(ArchiveRefused.class);
        assertRead("HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 5\r\n\r\n{}   ")
                .isInstanceOf(ArchiveRefused.class);
        assertRead("HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 0\r\n\r\n").isInstanceOf(ArchiveUnavailable.class);
        assertRead("HTTP/1.1 200 OK\r\n" + JSON + "\r\n[{\"0020000D\":{}},{\"00")
                .isInstanceOf(ArchiveUnavailable.class);
        assertRead("HTTP/1.1 200 OK\r\n" + JSON + "\r\n[{\"0020000D\":{}}").isInstanceOf(ArchiveUnavailable.class);
        assertRead("HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 500\r\n\r\n[]")
                .isInstanceOf(ArchiveUnavailable.class);
        assertRead("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
                .isInstanceOf(ArchiveRefused.class);
        assertRead("SSH-2.0-OpenSSH\r\n").isInstanceOf(ArchiveUnavailable.class);
        assertRead("").isInstanceOf(ArchiveUnavailable.class);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRead(String answer) throws IOException {
        try (RawServer server = new RawServer((socket, in, out) -> {
            RawServer.request(in);
            RawServer.send(out, answer);
        })) {
            return assertThatThrownBy(
                    () -> archive(server.uri("/dicom-web")).studies().study(STUDY));
        }
    }

    @Test
    void a_source_that_goes_silent_in_the_middle_is_given_up() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = new RawServer((socket, in, out) -> {
                    RawServer.request(in);
                    RawServer.send(
                            out,
                            "HTTP/1.1 200 OK\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
                                    + "--b\r\nContent-Type: application/dicom\r\n\r\n" + "x".repeat(5000));
                    done.await();
                });
                ObjectStream stream = archive(server.uri("/dicom-web")).source().study(STUDY, Issuers.NONE)) {
            InputStream content = stream.next().content();
            assertThatThrownBy(content::readAllBytes)
                    .isInstanceOfSatisfying(
                            SourceFailed.class,
                            failed -> assertThat(failed.reason())
                                    .isInstanceOf(ArchiveUnavailable.class)
                                    .hasMessageContaining("OVR001701"));
        } finally {
            done.countDown();
        }
    }

    @Test
    void a_server_that_cannot_page_proves_nothing() throws IOException {
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < QidoInstances.PAGE; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2.")
                    .append(i)
                    .append("\"]}}");
        }
        String page = rows.append("]").toString();
        try (RawServer server = new RawServer((socket, in, out) -> {
            RawServer.request(in);
            RawServer.send(
                    out,
                    "HTTP/1.1 200 OK\r\nConnection: close\r\n" + JSON + "Content-Length: " + page.length() + "\r\n\r\n"
                            + page);
        })) {
            assertThatThrownBy(
                            () -> archive(server.uri("/dicom-web")).instances().each(STUDY, ref -> {}))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageContaining("OVR001708");
        }
    }

    @Test
    void an_instance_that_comes_twice_means_that_another_may_be_missing() throws IOException {
        AtomicReference<Integer> page = new AtomicReference<>(0);
        try (RawServer server = new RawServer((socket, in, out) -> {
            RawServer.request(in);
            int from = page.get() * 500;
            page.set(page.get() + 1);
            StringBuilder rows = new StringBuilder("[");
            for (int i = from; i < from + QidoInstances.PAGE; i++) {
                rows.append(i == from ? "" : ",")
                        .append("{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2.")
                        .append(i)
                        .append("\"]}}");
            }
            RawServer.send(
                    out,
                    "HTTP/1.1 200 OK\r\nConnection: close\r\n" + JSON + "Content-Length: " + (rows.length() + 1)
                            + "\r\n\r\n" + rows + "]");
        })) {
            assertThatThrownBy(
                            () -> archive(server.uri("/dicom-web")).instances().each(STUDY, ref -> {}))
                    .isInstanceOf(ArchiveUnavailable.class)
                    .hasMessageContaining("OVR001720");
        }
    }

    @Test
    void credentials_are_sent_and_their_secret_is_not_shown() throws IOException {
        AtomicReference<String> header = new AtomicReference<>();
        try (RawServer server = new RawServer((socket, in, out) -> {
            header.set(RawServer.request(in).headers().get("Authorization"));
            RawServer.send(out, "HTTP/1.1 204 No Content\r\n\r\n");
        })) {
            Credentials credentials = Credentials.basic("overread", "s3cret");
            Archive archive = adapters.open(
                    ArchiveSettings.dicomWeb("group", server.uri("/dicom-web")).with(credentials));
            assertThat(archive.studies().study(STUDY)).isEmpty();
            assertThat(header.get()).isEqualTo("Basic b3ZlcnJlYWQ6czNjcmV0");
            assertThat(credentials.toString()).doesNotContain("b3Zlcn");
        }
    }
}
