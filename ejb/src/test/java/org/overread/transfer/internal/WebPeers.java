/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.overread.archive.Archive;
import org.overread.archive.ArchiveAdapters;
import org.overread.archive.ArchiveSettings;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.InstanceList;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.Peers;
import org.overread.transfer.StorageCommitment;

/** The real adapters, between an archive and a destination on loopback that speak as much DICOMweb as is needed. */
final class WebPeers implements Peers, AutoCloseable {
    /** What the destination does with a STOW-RS request. */
    interface Behaviour {
        /**
         * @param arrived the objects of the request, whose whole body was read
         * @return the objects that the answer calls stored; null when the answer was given here
         */
        List<String> store(HttpExchange exchange, List<String> arrived) throws IOException;
    }

    private static final String SERIES = "1.2.826.0.1.3680043.10.2";

    final Set<String> held = new ConcurrentSkipListSet<>();
    final Set<String> there = new ConcurrentSkipListSet<>();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger objects = new AtomicInteger();
    volatile Behaviour behaviour = (exchange, arrived) -> {
        there.addAll(arrived);
        return arrived;
    };
    /** Called before the body is read; true when it answered or closed. */
    volatile Interception interception = exchange -> false;

    interface Interception {
        boolean takes(HttpExchange exchange) throws IOException;
    }

    private final HttpServer source = server();
    private final HttpServer destination = server();
    private final ArchiveAdapters adapters = new ArchiveAdapters(Duration.ofSeconds(5));
    private final Archive archive;
    private final Archive group;

    WebPeers() throws IOException {
        source.createContext("/", this::serve);
        destination.createContext("/", this::receive);
        archive = open("hospital", source);
        group = open("group", destination);
    }

    private Archive open(String name, HttpServer server) {
        return adapters.open(ArchiveSettings.dicomWeb(
                        name,
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web"))
                .with(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3)));
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }

    void hold(int count) {
        for (int i = 0; i < count; i++) {
            held.add("1.2.826.0.1.3680043.10.3." + (1000 + i));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/instances")) {
            list(exchange, held);
            return;
        }
        String uid = path.substring(path.lastIndexOf('/') + 1);
        List<String> asked =
                uid.equals(Fixture.STUDY) ? List.copyOf(held) : held.contains(uid) ? List.of(uid) : List.of();
        if (asked.isEmpty()) {
            answer(exchange, 404, "text/plain", "no such object");
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String object : asked) {
            body.writeBytes("--B\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(object(object));
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--B--\r\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseHeaders().set("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=B");
        exchange.sendResponseHeaders(200, body.size());
        exchange.getResponseBody().write(body.toByteArray());
        exchange.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            list(exchange, there);
            return;
        }
        requests.incrementAndGet();
        if (interception.takes(exchange)) {
            return;
        }
        String body;
        try (InputStream in = exchange.getRequestBody()) {
            body = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        List<String> arrived = held.stream().filter(body::contains).toList();
        objects.addAndGet(arrived.size());
        List<String> stored = behaviour.store(exchange, arrived);
        if (stored != null) {
            answer(exchange, 200, "application/dicom+json", stored(stored));
        }
    }

    /** Referenced SOP Sequence (0008,1199) of what was stored. */
    static String stored(List<String> uids) {
        return "{\"00081199\":{\"vr\":\"SQ\",\"Value\":["
                + uids.stream()
                        .map(uid -> "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}")
                        .collect(Collectors.joining(","))
                + "]}}";
    }

    /** Failed SOP Sequence (0008,1198). */
    static String failed(List<String> uids, int reason) {
        return "{\"00081198\":{\"vr\":\"SQ\",\"Value\":["
                + uids.stream()
                        .map(uid -> "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid
                                + "\"]},\"00081197\":{\"vr\":\"US\",\"Value\":[" + reason + "]}}")
                        .collect(Collectors.joining(","))
                + "]}}";
    }

    static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void list(HttpExchange exchange, Set<String> uids) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int offset =
                query.matches(".*offset=\\d+.*") ? Integer.parseInt(query.replaceAll(".*offset=(\\d+).*", "$1")) : 0;
        int limit =
                query.matches(".*limit=\\d+.*") ? Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1")) : 1000;
        answer(
                exchange,
                200,
                "application/dicom+json",
                uids.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(uid -> "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"" + uid
                                + "\"]},\"0020000E\":{\"vr\":\"UI\",\"Value\":[\"" + SERIES + "\"]}}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** The smallest DICOM object that has a UID (PS3.10 section 7.1), and some kilobytes behind it. */
    private static byte[] object(String uid) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        element(out, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
        element(out, 0x0008, 0x0018, "UI", uid);
        element(out, 0x0010, 0x0020, "LO", "P1");
        element(out, 0x0020, 0x000D, "UI", Fixture.STUDY);
        element(out, 0x0020, 0x4000, "LT", "x".repeat(8000));
        return out.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int group, int element, String vr, String text) {
        String even = text.length() % 2 == 0 ? text : text + (vr.equals("UI") ? '\0' : ' ');
        for (int half : new int[] {group, element}) {
            out.write(half);
            out.write(half >> 8);
        }
        out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
        out.write(even.length());
        out.write(even.length() >> 8);
        out.writeBytes(even.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public ObjectSource source(String name) {
        return archive.source();
    }

    @Override
    public ExportRequest exporter(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ObjectSink sink(String name) {
        return group.sink();
    }

    @Override
    public Optional<StorageCommitment> commitment(String archive, String destination) {
        return Optional.empty();
    }

    @Override
    public InstanceList heldBy(String name) {
        return archive.instances();
    }

    @Override
    public InstanceList heldAt(String name) {
        return group.instances();
    }

    @Override
    public void close() {
        source.stop(0);
        destination.stop(0);
        adapters.close();
    }
}
