/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.DicomObject;
import org.overread.transfer.DicomObject.IssuerOutcome;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink.Batch;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;
import org.overread.transfer.SourceFailed;

/** What a destination or archive may do instead of what it should, by a server that holds the raw socket. */
class DestinationAnswersTest {
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

    private static byte[] object(int number) {
        return Part10.slice("1.2.3", "1.2.3.4", "1.2.3.4." + number, new byte[2000]);
    }

    private PutResult put(RawServer.Behaviour behaviour) throws IOException {
        try (RawServer server = new RawServer(behaviour)) {
            return archive(server.uri("/dicom-web"))
                    .sink()
                    .put(STUDY, GivenObjects.of(object(1), object(2)), Batch.DEFAULT);
        }
    }

    private PutResult answered(String status, String headers, String body) throws IOException {
        return put((socket, in, out) -> {
            RawServer.request(in);
            RawServer.send(
                    out,
                    "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        });
    }

    private static String named(String tag, String... instances) {
        List<String> items = new ArrayList<>();
        for (String instance : instances) {
            items.add("{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + instance
                    + "\"]},\"00081197\":{\"vr\":\"US\",\"Value\":[272]}}");
        }
        return "\"" + tag + "\":{\"vr\":\"SQ\",\"Value\":[" + String.join(",", items) + "]}";
    }

    @Test
    void all_named_is_stored() throws IOException {
        assertThat(answered("200 OK", JSON, "{" + named("00081199", "1.2.3.4.1", "1.2.3.4.2") + "}"))
                .isInstanceOfSatisfying(
                        PutResult.Stored.class,
                        stored -> assertThat(stored.sent().instances()).containsExactly("1.2.3.4.1", "1.2.3.4.2"));
    }

    @Test
    void status_200_with_fewer_is_not_stored() throws IOException {
        assertThat(answered("200 OK", JSON, "{" + named("00081199", "1.2.3.4.1") + "}"))
                .isInstanceOfSatisfying(PutResult.PartlyStored.class, partly -> {
                    assertThat(partly.stored()).containsExactly("1.2.3.4.1");
                    assertThat(partly.unmentioned()).containsExactly("1.2.3.4.2");
                });
        assertThat(answered("200 OK", JSON, "{}"))
                .isInstanceOfSatisfying(
                        PutResult.PartlyStored.class,
                        partly -> assertThat(partly.unmentioned()).hasSize(2));
    }

    @Test
    void status_202_and_409_name_what_failed() throws IOException {
        String both = "{" + named("00081199", "1.2.3.4.1") + "," + named("00081198", "1.2.3.4.2") + "}";
        assertThat(answered("202 Accepted", JSON, both))
                .isInstanceOfSatisfying(PutResult.PartlyStored.class, partly -> {
                    assertThat(partly.failed()).containsExactly(new PutResult.Failed("1.2.3.4.2", 272));
                    assertThat(partly.unmentioned()).isEmpty();
                });
        assertThat(answered("409 Conflict", JSON, "{" + named("00081198", "1.2.3.4.1", "1.2.3.4.2") + "}"))
                .isInstanceOfSatisfying(
                        PutResult.PartlyStored.class,
                        partly -> assertThat(partly.stored()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK,text/html,<html>welcome</html>",
        "200 OK,application/dicom+json,''",
        "200 OK,application/dicom+json,'{\"00081199\":{\"vr\":'",
        "500 Internal Server Error,text/html,<html>PATIENT DOE</html>",
        "502 Bad Gateway,text/html,''",
        "204 No Content,text/plain,''"
    })
    void an_answer_that_says_nothing_is_ambiguous(String status, String type, String body) throws IOException {
        PutResult result = answered(status, "Content-Type: " + type + "\r\n", body);
        assertThat(result)
                .isInstanceOfSatisfying(
                        PutResult.Ambiguous.class,
                        ambiguous -> assertThat(ambiguous.problem().text()).doesNotContain("DOE"));
        assertThat(result.sent().objects()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized,OVR001704",
        "403 Forbidden,OVR001704",
        "404 Not Found,OVR001705",
        "413 Too Large,OVR001705",
        "415 Unsupported Media Type,OVR001705",
        "302 Found,OVR001705",
        "409 Conflict,OVR001705"
    })
    void a_refused_request_is_permanent(String status, String code) throws IOException {
        assertThat(answered(status, "Location: http://127.0.0.1:1/login\r\nContent-Type: text/html\r\n", "<html>"))
                .isInstanceOfSatisfying(
                        PutResult.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Too Many Requests", "503 Service Unavailable"})
    void a_busy_destination_is_transient(String status) throws IOException {
        assertThat(answered(status, "", "")).isInstanceOf(PutResult.Unavailable.class);
    }

    @Test
    void nobody_there_is_transient_and_nothing_was_sent() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(archive(URI.create("http://127.0.0.1:" + port + "/dicom-web"))
                        .sink()
                        .put(STUDY, GivenObjects.of(object(1)), Batch.DEFAULT))
                .isInstanceOfSatisfying(
                        PutResult.Unavailable.class,
                        unavailable -> assertThat(unavailable.problem().code()).isEqualTo("OVR001700"));
    }

    @Test
    void a_destination_that_closes_without_an_answer_is_ambiguous() throws IOException {
        assertThat(put((socket, in, out) -> RawServer.request(in))).isInstanceOf(PutResult.Ambiguous.class);
    }

    @Test
    void a_destination_that_closes_in_the_middle_of_a_large_object_is_ambiguous() throws IOException {
        try (RawServer server = new RawServer((socket, in, out) -> {
            in.readNBytes(100_000);
            socket.setSoLinger(true, 0);
        })) {
            PutResult result =
                    archive(server.uri("/dicom-web")).sink().put(STUDY, new Endless(200L << 20, -1), Batch.DEFAULT);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            PutResult.Ambiguous.class,
                            ambiguous -> assertThat(ambiguous.problem().code()).isEqualTo("OVR001714"));
            assertThat(result.sent().bytes()).isLessThan(100L << 20);
        }
    }

    @Test
    void a_destination_that_stops_reading_is_ambiguous_after_the_idle_time() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = new RawServer((socket, in, out) -> {
            in.readNBytes(1000);
            done.await();
        })) {
            PutResult result =
                    archive(server.uri("/dicom-web")).sink().put(STUDY, new Endless(200L << 20, -1), Batch.DEFAULT);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            PutResult.Ambiguous.class,
                            ambiguous -> assertThat(ambiguous.problem().code()).isEqualTo("OVR001701"));
        } finally {
            done.countDown();
        }
    }

    @Test
    void a_destination_that_never_answers_is_ambiguous() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = new RawServer((socket, in, out) -> {
            RawServer.request(in);
            done.await();
        })) {
            PutResult result = archive(server.uri("/dicom-web"), Duration.ofMillis(600))
                    .sink()
                    .put(STUDY, GivenObjects.of(object(1)), Batch.DEFAULT);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            PutResult.Ambiguous.class,
                            ambiguous -> assertThat(ambiguous.problem().code()).isEqualTo("OVR001701"));
        } finally {
            done.countDown();
        }
    }

    @Test
    void a_source_that_breaks_off_is_the_sources_failure_and_the_destination_sees_no_end() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer((socket, in, out) -> {
            try {
                RawServer.request(in);
                seen.set("a whole body");
            } catch (IOException e) {
                seen.set("cut");
            } finally {
                closed.countDown();
            }
        })) {
            assertThatThrownBy(() -> archive(server.uri("/dicom-web"))
                            .sink()
                            .put(STUDY, new Endless(1 << 20, 500_000), Batch.DEFAULT))
                    .isInstanceOf(ArchiveUnavailable.class)
                    .hasMessageContaining("hospital");
            closed.await();
            assertThat(seen.get()).isEqualTo("cut");
        }
    }

    @Test
    void an_object_that_cannot_carry_its_issuer_is_held_back() throws IOException {
        byte[] deflated = Part10.object("1.2.840.10008.1.2.1.99", "1.2.3.4.9").bytes();
        AtomicReference<String> body = new AtomicReference<>("");
        try (RawServer server = new RawServer((socket, in, out) -> {
            body.set(RawServer.request(in).body());
            String answer = "{" + named("00081199", "1.2.3.4.1") + "}";
            RawServer.send(
                    out, "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: " + answer.length() + "\r\n\r\n" + answer);
        })) {
            var sink = archive(server.uri("/dicom-web")).sink();
            Issuers site = new Issuers("SITE", "SITE");
            PutResult result = sink.put(STUDY, new GivenObjects(site, deflated, object(1)), Batch.DEFAULT);
            assertThat(result).isInstanceOf(PutResult.Stored.class);
            assertThat(result.heldBack()).isEqualTo(1);
            assertThat(body.get()).contains("SITE").doesNotContain("1.2.3.4.9");
            PutResult none = sink.put(STUDY, new GivenObjects(site, deflated), Batch.DEFAULT);
            assertThat(none.sent().objects()).isZero();
            assertThat(none.heldBack()).isEqualTo(1);
        }
    }

    @Test
    void a_batch_ends_when_it_is_full_and_the_next_goes_on() throws IOException {
        List<Integer> parts = new ArrayList<>();
        try (RawServer server = new RawServer((socket, in, out) -> {
            String body = RawServer.request(in).body();
            parts.add(body.split("Content-Type: application/dicom").length - 1);
            RawServer.send(out, "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        })) {
            var sink = archive(server.uri("/dicom-web")).sink();
            GivenObjects objects = GivenObjects.of(object(1), object(2), object(3), object(4), object(5));
            while (objects.hasNext()) {
                sink.put(STUDY, objects, parts.isEmpty() ? new Batch(2, 1 << 20) : new Batch(100, 3000));
            }
        }
        assertThat(parts).containsExactly(2, 2, 1);
    }

    // the reading side

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

    // export

    @Test
    void an_export_without_an_answer_is_ambiguous() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        for (RawServer.Behaviour behaviour : List.<RawServer.Behaviour>of(
                (socket, in, out) -> RawServer.request(in),
                (socket, in, out) -> {
                    RawServer.request(in);
                    done.await();
                },
                (socket, in, out) -> {
                    RawServer.request(in);
                    RawServer.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"compl");
                },
                (socket, in, out) -> {
                    RawServer.request(in);
                    RawServer.send(out, "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n");
                })) {
            try (RawServer server = new RawServer(behaviour)) {
                Duration soon = Duration.ofMillis(600);
                Archive archive = adapters.open(ArchiveSettings.dcm4chee("hospital", server.uri("/dcm4chee-arc"), "X")
                        .with(soon, soon, soon));
                assertThat(archive.exporter().orElseThrow().export(STUDY, "AE"))
                        .isInstanceOf(ExportRequest.Ambiguous.class);
            }
        }
        done.countDown();
    }

    /** One object of any size, made as it is read; breaks off where it is told to. */
    static final class Endless implements ObjectStream {
        private final long size;
        private final long breakAt;
        private boolean given;

        Endless(long size, long breakAt) {
            this.size = size;
            this.breakAt = breakAt;
        }

        @Override
        public boolean hasNext() {
            return !given;
        }

        @Override
        public DicomObject next() {
            given = true;
            return new DicomObject(Optional.of("1.2.3.4.1"), IssuerOutcome.NOT_ASKED, new InputStream() {
                private long at;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0];
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    if (breakAt >= 0 && at >= breakAt) {
                        throw new SourceFailed(new ArchiveUnavailable(ArchiveMessages.MESSAGES.brokenOff("hospital")));
                    }
                    if (at >= size) {
                        return -1;
                    }
                    int count = (int) Math.min(length, size - at);
                    at += count;
                    return count;
                }
            });
        }

        @Override
        public void close() {}
    }
}
