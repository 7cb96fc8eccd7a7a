/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink.Batch;
import org.overread.transfer.PutResult;

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
}
