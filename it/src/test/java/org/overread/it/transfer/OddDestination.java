/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.overread.kit.Study;

/** A DICOMweb destination on loopback that treats each study as its test wants. */
final class OddDestination implements AutoCloseable {
    /** How it treats the requests that store a study. */
    enum Manner {
        /** 200 names all of them; the last is never kept. */
        KEEPS_FEWER,
        /** 202 at first, with one refused for now. */
        PARTLY_AT_FIRST,
        /** 409, all refused: another patient's study. */
        REFUSES,
        /** 500. */
        FAILS,
        /** 200 and a web page. */
        SHOWS_A_PAGE,
        /** Keeps all and answers 200 with nothing. */
        SAYS_NOTHING,
        /** Takes the first request, keeps all and never answers it. */
        HANGS_ONCE,
        /** Closes the connection in the middle of the first request. */
        CLOSES_ONCE,
        /** Cannot be asked at first, and then the study is gone at its source. */
        WAITS
    }

    private static final int HEAD = 4000;

    private final HttpServer server;
    private final Map<String, Study> studies = new ConcurrentHashMap<>();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> held = new ConcurrentHashMap<>();
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private volatile Runnable onWait = () -> {};

    OddDestination() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web";
    }

    void treat(Study study, Manner manner) {
        studies.put(study.uid(), study);
        manners.put(study.uid(), manner);
        held.put(study.uid(), ConcurrentHashMap.newKeySet());
    }

    void onWait(Runnable action) {
        onWait = action;
    }

    Set<String> held(Study study) {
        return held.get(study.uid());
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean asked = exchange.getRequestMethod().equals("GET");
        // a request that stores need not name the study in its path; its first object does, near the beginning
        String head = asked
                ? exchange.getRequestURI().getPath()
                : new String(exchange.getRequestBody().readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        String uid =
                studies.keySet().stream().filter(head::contains).findFirst().orElse("");
        if (uid.isEmpty()) {
            answer(exchange, 404, "text/plain", "unknown");
        } else if (asked) {
            list(exchange, uid);
        } else {
            store(exchange, uid, head);
        }
    }

    private void list(HttpExchange exchange, String uid) throws IOException {
        if (manners.get(uid) == Manner.WAITS && met.add(uid)) {
            onWait.run();
            answer(exchange, 503, "text/plain", "later");
            return;
        }
        boolean first = !String.valueOf(exchange.getRequestURI().getQuery()).matches(".*offset=[1-9].*");
        answer(
                exchange,
                200,
                "application/dicom+json",
                (first ? held.get(uid) : Set.<String>of())
                        .stream()
                                .map(sop -> "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"" + sop
                                        + "\"]},\"0020000E\":{\"vr\":\"UI\",\"Value\":[\"1.2.3\"]}}")
                                .collect(Collectors.joining(",", "[", "]")));
    }

    private void store(HttpExchange exchange, String uid, String head) throws IOException {
        Manner manner = manners.get(uid);
        boolean first = met.add(uid);
        if (manner == Manner.CLOSES_ONCE && first) {
            exchange.close();
            return;
        }
        String body = head + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        List<String> arrived = new ArrayList<>();
        for (Study.Instance instance : studies.get(uid).instances()) {
            if (body.contains(instance.sopInstanceUid())) {
                arrived.add(instance.sopInstanceUid());
            }
        }
        String last = studies.get(uid)
                .instances()
                .get(studies.get(uid).instances().size() - 1)
                .sopInstanceUid();
        switch (manner) {
            case KEEPS_FEWER -> {
                arrived.stream().filter(sop -> !sop.equals(last)).forEach(held.get(uid)::add);
                answer(exchange, 200, "application/dicom+json", "{" + stored(arrived) + "}");
            }
            case PARTLY_AT_FIRST -> {
                if (first) {
                    List<String> kept = arrived.subList(1, arrived.size());
                    held.get(uid).addAll(kept);
                    answer(
                            exchange,
                            202,
                            "application/dicom+json",
                            "{" + failed(arrived.subList(0, 1), 0xA700) + "," + stored(kept) + "}");
                } else {
                    keep(exchange, uid, arrived);
                }
            }
            case REFUSES -> answer(exchange, 409, "application/dicom+json", "{" + failed(arrived, 0xA778) + "}");
            case FAILS -> answer(exchange, 500, "text/plain", "inside");
            case SHOWS_A_PAGE -> answer(exchange, 200, "text/html", "<html><body>Welcome</body></html>");
            case SAYS_NOTHING -> {
                held.get(uid).addAll(arrived);
                answer(exchange, 200, "application/dicom+json", "");
            }
            case HANGS_ONCE -> {
                if (first) {
                    held.get(uid).addAll(arrived);
                } else {
                    keep(exchange, uid, arrived);
                }
            }
            case CLOSES_ONCE, WAITS -> keep(exchange, uid, arrived);
        }
    }

    private void keep(HttpExchange exchange, String uid, List<String> arrived) throws IOException {
        held.get(uid).addAll(arrived);
        answer(exchange, 200, "application/dicom+json", "{" + stored(arrived) + "}");
    }

    private static String stored(List<String> uids) {
        return "\"00081199\":{\"vr\":\"SQ\",\"Value\":["
                + uids.stream()
                        .map(uid -> "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String failed(List<String> uids, int reason) {
        return "\"00081198\":{\"vr\":\"SQ\",\"Value\":["
                + uids.stream()
                        .map(uid -> "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid
                                + "\"]},\"00081197\":{\"vr\":\"US\",\"Value\":[" + reason + "]}}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
