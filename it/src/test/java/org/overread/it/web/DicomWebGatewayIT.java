/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.DicomFile;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** Images of a case from the hospital's archive through our gateway: by those who may see the case, and by nobody else. */
class DicomWebGatewayIT {
    private static final String ROOT = "/overread/dicomweb";
    private static final String JSON = "application/dicom+json";

    private static Stack stack;
    private static Study study;
    private static Study hidden;
    private static long caseId;

    @BeforeAll
    static void images() {
        stack = WebStack.shared();
        Order order = Order.of(Patient.numbered(6100, "MERCY"), "CT", "CT CHEST");
        WebStack.place(stack.ports().mllp(), order);
        caseId = WebStack.caseOf(stack, order);
        // more than a socket can take of it while nobody reads
        study = stack.studies().size(1024).of(order, 4);
        stack.hospital().store(study);
        hidden = stack.studies().unordered(Patient.numbered(6101, "MERCY"), "CT", "NOBODY'S CASE", 1);
        stack.hospital().store(hidden);
        stack.http()
                .header("X-Overread-Key", Stack.TEST_NOTIFY_KEY)
                .get("/overread/notify/studies/" + study.uid())
                .ok();
        Waiting.until(
                "the study is known",
                Duration.ofSeconds(60),
                () -> as("coordinator", JSON).get(path() + "/metadata").status() == 200);
        stack.as("technologist")
                .header("X-Requested-With", "test")
                .post("/overread/api/studies/" + study.uid() + "/complete", "")
                .ok();
        Waiting.until(
                "the group may read it",
                Duration.ofSeconds(60),
                () -> stack.as("radiologist")
                                .get(ROOT + "/studies/" + study.uid() + "/metadata")
                                .status()
                        == 200);
    }

    private static String path() {
        return ROOT + "/studies/" + study.uid();
    }

    private static String series() {
        return path() + "/series/" + study.instances().get(0).seriesUid();
    }

    private static String instance(int index) {
        return series() + "/instances/" + study.instances().get(index).sopInstanceUid();
    }

    private static Http as(String user, String accept) {
        return stack.as(user).header("Accept", accept);
    }

    @Test
    void a_search_finds_the_callers_own_studies_and_none_of_another() {
        JsonNode mine =
                as("radiologist", JSON).get(ROOT + "/studies?limit=200").ok().json();
        assertThat(uids(mine, "0020000D")).contains(study.uid()).doesNotContain(hidden.uid());
        JsonNode row = as("radiologist", JSON)
                .get(ROOT + "/studies?StudyInstanceUID=" + study.uid() + "," + hidden.uid())
                .ok()
                .json();
        assertThat(row).hasSize(1);
        assertThat(row.at("/0/00081190/Value/0").asText())
                .isEqualTo(stack.http().base() + ROOT + "/studies/" + study.uid());
        assertThat(row.at("/0/00100020/Value/0").asText())
                .isEqualTo(study.patient().id());
        assertThat(as("radiologist", JSON)
                        .get(ROOT + "/studies?00100020=" + study.patient().id() + "&ModalitiesInStudy=MR")
                        .ok()
                        .json())
                .isEmpty();
        assertThat(as("stranger", JSON)
                        .get(ROOT + "/studies?StudyInstanceUID=" + study.uid())
                        .ok()
                        .json())
                .isEmpty();
    }

    @Test
    void series_and_instances_are_found_and_every_url_is_ours() {
        Http reader = as("radiologist", JSON);
        Reply series = reader.get(path() + "/series").ok();
        assertThat(uids(series.json(), "0020000E"))
                .containsExactly(study.instances().get(0).seriesUid());
        Reply instances = reader.get(series() + "/instances").ok();
        assertThat(uids(instances.json(), "00080018"))
                .containsExactlyInAnyOrderElementsOf(study.instances().stream()
                        .map(Study.Instance::sopInstanceUid)
                        .toList());
        assertThat(reader.get(ROOT + "/instances?StudyInstanceUID=" + study.uid())
                        .ok()
                        .json())
                .hasSize(4);
        assertThat(reader.get(ROOT + "/series").status()).isEqualTo(400);
        for (Reply reply :
                List.of(series, instances, reader.get(path() + "/metadata").ok())) {
            assertThat(reply.text()).doesNotContain(":" + stack.ports().hospitalArchive());
        }
    }

    @Test
    void bulk_data_is_there_where_the_metadata_says() {
        JsonNode metadata =
                as("radiologist", JSON).get(series() + "/metadata").ok().json();
        assertThat(metadata).hasSize(4);
        String uri = metadata.at("/0/7FE00010/BulkDataURI").asText();
        assertThat(uri).startsWith(stack.http().base() + path());
        Reply bulk = as("radiologist", "multipart/related; type=\"application/octet-stream\"")
                .get(URI.create(uri).getRawPath())
                .ok();
        assertThat(bulk.bytes().length).isGreaterThan(512 * 512 * 2);
    }

    @Test
    void objects_frames_and_pictures_are_what_the_archive_holds() {
        Reply frame = as("radiologist", "multipart/related; type=\"application/octet-stream\"")
                .get(instance(1) + "/frames/1")
                .ok();
        assertThat(sha256(part(frame))).isEqualTo(study.instances().get(1).pixelSha256());
        Reply object = as("radiologist", "multipart/related; type=\"application/dicom\"")
                .get(instance(2))
                .ok();
        assertThat(DicomFile.read(part(object)).pixelSha256())
                .isEqualTo(study.instances().get(2).pixelSha256());
        Reply whole = as("radiologist", "*/*").get(path()).ok();
        assertThat(whole.header("Content-Type")).startsWith("multipart/related");
        assertThat(whole.bytes().length).isGreaterThan(4 * 512 * 512 * 2);
        for (String picture : List.of(
                instance(0) + "/rendered",
                instance(0) + "/frames/1/rendered",
                instance(0) + "/thumbnail",
                instance(0) + "/frames/1/thumbnail",
                series() + "/thumbnail",
                path() + "/thumbnail")) {
            Reply reply = as("radiologist", "image/jpeg").get(picture);
            assertThat(reply.status()).as(picture).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(reply.bytes()).startsWith(0xFF, 0xD8);
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void anothers_study_answers_as_one_that_is_not_there() {
        String nowhere = ROOT + "/studies/1.2.3.4.5";
        for (String rest : List.of("/metadata", "/series", "/instances", "/rendered", "")) {
            Reply none = as("stranger", "*/*").get(nowhere + rest);
            assertThat(none.status()).isEqualTo(404);
            for (String other : List.of(study.uid(), hidden.uid())) {
                Reply reply = as("stranger", "*/*").get(ROOT + "/studies/" + other + rest);
                assertThat(reply.status()).as(rest).isEqualTo(404);
                assertThat(reply.text()).isEqualTo(none.text());
            }
        }
        assertThat(as("integrator", JSON).get(path() + "/metadata").status()).isEqualTo(403);
        assertThat(stack.http().get(path() + "/metadata").status()).isEqualTo(401);
    }

    @Test
    void a_series_or_instance_of_another_study_is_not_reached_through_ones_own() {
        String foreign = path() + "/series/" + hidden.instances().get(0).seriesUid();
        assertThat(as("radiologist", "*/*").get(foreign + "/metadata").status()).isEqualTo(404);
        assertThat(as("radiologist", "*/*").get(foreign).status()).isEqualTo(404);
        for (String of : List.of(foreign, series())) {
            String path = of + "/instances/" + hidden.instances().get(0).sopInstanceUid();
            for (String rest : List.of("", "/metadata", "/frames/1", "/rendered", "/thumbnail", "/bulk/7fe00010")) {
                assertThat(as("radiologist", "*/*").get(path + rest).status())
                        .as(rest)
                        .isEqualTo(404);
            }
        }
        JsonNode rows = as("radiologist", JSON)
                .get(path() + "/series?StudyInstanceUID=" + hidden.uid() + "&0020000D=" + hidden.uid())
                .ok()
                .json();
        assertThat(uids(rows, "0020000D")).containsOnly(study.uid());
    }

    @Test
    void one_message_a_study_and_session_tells_of_the_images() {
        // no session without the page: the hour stands for it, so that a test of every path above is one message
        as("radiologist2", JSON).get(path() + "/metadata").ok();
        as("radiologist2", "*/*").get(instance(0) + "/rendered").ok();
        as("radiologist2", "*/*").get(instance(1) + "/rendered").ok();
        JsonNode told = stack.as("auditor")
                .get("/overread/api/audit?event=110103&who=radiologist2&subject=case:" + caseId)
                .ok()
                .json()
                .get("items");
        // two when an hour ended in between
        assertThat(told.size()).isBetween(1, 2);
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit?event=110113&who=stranger&subject=case:" + caseId)
                        .ok()
                        .json()
                        .get("items"))
                .isNotNull();
    }

    @Test
    void a_user_with_too_many_at_once_is_told_to_wait_and_a_client_that_goes_frees_its_place() throws Exception {
        List<Socket> stalled =
                IntStream.range(0, 40).mapToObj(i -> stalled("radiologist")).toList();
        try {
            // each has its answer begun or is refused before another asks: an asker must not take one of their places
            List<String> answers =
                    stalled.stream().map(DicomWebGatewayIT::statusLine).toList();
            assertThat(answers).filteredOn(line -> line.contains(" 200 ")).hasSize(24);
            assertThat(answers).filteredOn(line -> line.contains(" 429 ")).hasSize(16);
            Reply refused = as("radiologist", "*/*").get(path());
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(as("coordinator", JSON).get(path() + "/metadata").status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
        Waiting.until(
                "their places are free",
                Duration.ofSeconds(30),
                () -> as("radiologist", "*/*").get(path()).status() == 200);
        List<CompletableFuture<Integer>> many = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> as("radiologist", "*/*").get(path()).bytes().length))
                .toList();
        assertThat(many.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A viewer that asks for the whole study and takes nothing of it. */
    private static Socket stalled(String user) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(
                    new java.net.InetSocketAddress("127.0.0.1", stack.ports().http()));
            String credentials =
                    Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream()
                    .write(("GET " + path() + " HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + stack.ports().http() + "\r\nAccept: */*\r\nAuthorization: Basic " + credentials
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return socket;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The first line of the answer, and nothing more of it. */
    private static String statusLine(Socket socket) {
        try {
            socket.setSoTimeout(60_000);
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\n';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void odd_requests_are_refused_before_the_archive_is_asked() {
        Http reader = as("radiologist", "*/*");
        assertThat(reader.get(ROOT + "/studies/1.2.3%2F..%2F").status()).isBetween(400, 404);
        assertThat(reader.get(ROOT + "/studies/" + study.uid() + "%5C" + hidden.uid() + "/metadata")
                        .status())
                .isEqualTo(400);
        assertThat(reader.get(path() + "/archive").status()).isEqualTo(404);
        assertThat(reader.get(instance(0) + "/frames/0").status()).isEqualTo(404);
        assertThat(reader.get(instance(0) + "/rendered?viewport=1,1%26x=y").status())
                .isEqualTo(400);
        assertThat(as("radiologist", "text/html").get(path() + "/rendered").status())
                .isEqualTo(406);
        for (String verb : List.of("POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH")) {
            assertThat(stack.as("radiologist")
                            .send(verb, path(), null, java.net.http.HttpRequest.BodyPublishers.noBody())
                            .status())
                    .as(verb)
                    .isEqualTo(405);
        }
    }

    private static List<String> uids(JsonNode rows, String tag) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(tag).path("Value").path(0).asText())
                .toList();
    }

    /** The body of the only part. */
    private static byte[] part(Reply reply) {
        byte[] bytes = reply.bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf("\r\n\r\n", text.indexOf("--")) + 4;
        int end = text.lastIndexOf("\r\n--");
        return java.util.Arrays.copyOfRange(bytes, begin, end);
    }
}
