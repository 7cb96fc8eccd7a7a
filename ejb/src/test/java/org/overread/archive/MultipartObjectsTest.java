/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.overread.study.ArchiveException;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.DicomObject;
import org.overread.transfer.Issuers;
import org.overread.transfer.SourceFailed;

class MultipartObjectsTest {
    private static final String TYPE = "multipart/related; type=\"application/dicom\"; boundary=b7f8-97fa";

    private static byte[] body(String end, byte[]... objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] object : objects) {
            out.writeBytes("--b7f8-97fa\r\nContent-Type: application/dicom\r\nMIME-Version: 1.0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(object);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(("--b7f8-97fa--" + end).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static MultipartObjects read(InputStream body, String type) {
        ArchiveSettings settings = ArchiveSettings.dicomWeb("hospital", URI.create("http://127.0.0.1:1/"));
        return new MultipartObjects(
                new PeerHttp(settings, HttpClient.newHttpClient()), new Given(type, body), Issuers.NONE);
    }

    private static List<byte[]> all(InputStream body) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (MultipartObjects objects = read(body, TYPE)) {
            while (objects.hasNext()) {
                all.add(objects.next().content().readAllBytes());
            }
        }
        return all;
    }

    private static byte[][] tricky() {
        return new byte[][] {
            Part10.slice("1.2", "1.3", "1.4", new byte[300]),
            "\r\n\r\n--b7f8-97f\r\n--b7f8-97\r\n--\r\n".getBytes(StandardCharsets.US_ASCII),
            "ends with CR\r".getBytes(StandardCharsets.US_ASCII),
            "ends with LF\n".getBytes(StandardCharsets.US_ASCII),
            "ends with both\r\n".getBytes(StandardCharsets.US_ASCII),
            {},
            {0}
        };
    }

    @Test
    void every_byte_of_every_part_arrives_however_the_stream_is_cut_up() throws IOException {
        byte[] body = body("\r\n", tricky());
        for (int size = 1; size < 200; size++) {
            assertThat(all(new Trickle(body, size))).containsExactly(tricky());
        }
    }

    @Test
    void large_binary_parts_arrive_whole_in_reads_of_any_size() throws IOException {
        Random random = new Random(7);
        byte[][] objects = new byte[4][];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = new byte[200_000 + i * 4096];
            random.nextBytes(objects[i]);
        }
        byte[] body = body("\r\n", objects);
        for (int round = 0; round < 20; round++) {
            assertThat(all(new Trickle(body, 1 + random.nextInt(9000)))).containsExactly(objects);
        }
    }

    @Test
    void an_answer_cut_anywhere_before_its_end_never_looks_whole() {
        byte[] body = body("", Part10.slice("1.2", "1.3", "1.4", new byte[20]), "second part".getBytes());
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> all(new ByteArrayInputStream(cut)))
                    .as("cut at %d of %d", length, body.length)
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(ArchiveException.class),
                            thrown -> assertThat(thrown).isInstanceOf(SourceFailed.class));
        }
    }

    @Test
    void taking_the_next_object_skips_the_rest_of_the_last() throws IOException {
        byte[][] objects = {new byte[100_000], "second".getBytes(StandardCharsets.US_ASCII)};
        try (MultipartObjects stream = read(new ByteArrayInputStream(body("", objects)), TYPE)) {
            DicomObject first = stream.next();
            assertThat(first.content().readNBytes(5000)).hasSize(5000);
            assertThat(stream.next().content().readAllBytes()).isEqualTo(objects[1]);
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void html_is_no_study() {
        assertThatThrownBy(() -> read(new ByteArrayInputStream("<html>".getBytes()), "text/html"))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessage("OVR001706: What answers for hospital does not speak DICOMweb.");
        assertThatThrownBy(() -> read(new ByteArrayInputStream(new byte[0]), "multipart/related"))
                .isInstanceOf(ArchiveRefused.class);
    }

    /** A stream that gives a few bytes at a time, as a network does. */
    private static final class Trickle extends InputStream {
        private final byte[] bytes;
        private final int size;
        private int at;

        Trickle(byte[] bytes, int size) {
            this.bytes = bytes;
            this.size = size;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at >= bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(size, length), bytes.length - at);
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }
    }

    private record Given(String type, InputStream body) implements HttpResponse<InputStream> {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpRequest request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<HttpResponse<InputStream>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return URI.create("http://127.0.0.1/");
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
