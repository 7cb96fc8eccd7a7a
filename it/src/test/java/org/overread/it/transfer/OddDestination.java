/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.overread.kit.Study;

/** A DICOMweb destination on loopback that treats each study as its test wants. */
final class OddDestination implements AutoCloseable {
    private static final int HEAD = 4000;
    /** More than one object of 64 by 64 pixels, and less than two. */
    private static final int CUT = 13_000;

    private static final int PAGE_BYTES = 100_000_000;

    private final HttpServer server;
    private final HttpServer elsewhere;
    private final AtomicInteger strayed = new AtomicInteger();
    private final Map<String, Study> studies = new ConcurrentHashMap<>();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> held = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    /** Studies whose fault has happened, of those to which it happens once. */
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    private volatile Consumer<String> atSource = study -> {};

    OddDestination() throws IOException {
        server = listen(this::handle);
        elsewhere = listen(exchange -> {
            strayed.incrementAndGet();
            answer(exchange, 200, "application/dicom+json", "");
        });
    }

    private static HttpServer listen(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        made.setExecutor(Executors.newCachedThreadPool());
        made.createContext("/", handler);
        made.start();
        return made;
    }

    String url() {
        return url(server);
    }

    private static String url(HttpServer of) {
        return "http://127.0.0.1:" + of.getAddress().getPort() + "/dicom-web";
    }

    void treat(Study study, Manner manner) {
        studies.put(study.uid(), study);
        manners.put(study.uid(), manner);
        held.put(study.uid(), ConcurrentHashMap.newKeySet());
        requests.put(study.uid(), new AtomicInteger());
    }

    /** What happens at the source to a study of {@link Manner#SOURCE_LOSES} or {@link Manner#SOURCE_GROWS}, by its UID. */
    void atSource(Consumer<String> action) {
        atSource = action;
    }

    Set<String> held(Study study) {
        return held.get(study.uid());
    }

    /** Requests that followed a redirection to another host. */
    int strayed() {
        return strayed.get();
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
        Manner manner = manners.get(uid);
        if (manner == Manner.SOURCE_LOSES && !met.contains(uid)) {
            atSource.accept(uid);
            met.add(uid);
            answer(exchange, 503, "text/plain", "later");
            return;
        }
        boolean first = !String.valueOf(exchange.getRequestURI().getQuery()).matches(".*offset=[1-9].*");
        List<String> rows = new ArrayList<>(first ? held.get(uid) : Set.of());
        if (manner == Manner.LISTS_TWICE && rows.size() > 1 && met.add(uid)) {
            // not the first of the list again: that would be a list that knows no pages
            rows.add(rows.get(1));
        }
        answer(
                exchange,
                200,
                "application/dicom+json",
                rows.stream()
                        .map(sop -> "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"" + sop
                                + "\"]},\"0020000E\":{\"vr\":\"UI\",\"Value\":[\"1.2.3\"]}}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private void store(HttpExchange exchange, String uid, String head) throws IOException {
        Manner manner = manners.get(uid);
        int request = requests.get(uid).incrementAndGet();
        if (manner == Manner.CUTS_ALWAYS) {
            String come = head + text(exchange.getRequestBody().readNBytes(CUT - HEAD));
            boolean whole = exchange.getRequestBody().read() < 0;
            List<String> arrived = arrived(uid, whole ? come : come.substring(0, come.lastIndexOf("\r\n--")));
            if (whole) {
                keep(exchange, uid, arrived);
            } else {
                held.get(uid).addAll(arrived);
                exchange.close();
            }
            return;
        }
        if (request == 1 && manner == Manner.CLOSES_ONCE) {
            exchange.close();
            return;
        }
        if (request == 1 && manner == Manner.DRIPS_ONCE) {
            drip(exchange);
            return;
        }
        List<String> arrived =
                arrived(uid, head + text(exchange.getRequestBody().readAllBytes()));
        switch (manner) {
            case KEEPS_NOTHING -> answer(exchange, 200, "application/dicom+json", "{" + stored(arrived) + "}");
            case KEEPS_FEWER -> {
                arrived.stream().filter(sop -> !sop.equals(last(uid))).forEach(held.get(uid)::add);
                answer(exchange, 200, "application/dicom+json", "{" + stored(arrived) + "}");
            }
            case REWRITES_UIDS -> {
                arrived.forEach(sop -> held.get(uid).add("2.25." + Integer.toUnsignedLong(sop.hashCode())));
                answer(exchange, 200, "application/dicom+json", "{" + stored(arrived) + "}");
            }
            case REFUSES_ONE -> {
                List<String> kept = new ArrayList<>(arrived);
                boolean refused = kept.remove(last(uid));
                held.get(uid).addAll(kept);
                answer(
                        exchange,
                        refused ? 202 : 200,
                        "application/dicom+json",
                        "{" + (refused ? failed(List.of(last(uid)), 0x0122) + (kept.isEmpty() ? "" : ",") : "")
                                + (kept.isEmpty() ? "" : stored(kept)) + "}");
            }
            case PARTLY_AT_FIRST -> {
                if (request == 1) {
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
            case FAILS_TWICE -> answerAfter(2, 500, exchange, uid, request, arrived);
            case BUSY_ONCE -> answerAfter(1, 503, exchange, uid, request, arrived);
            case LOCKS_OUT -> answer(exchange, 401, "text/plain", "who are you");
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", url(elsewhere) + "/studies");
                answer(exchange, 302, "text/plain", "");
            }
            case ONE_AT_A_TIME -> {
                if (arrived.size() > 1) {
                    answer(exchange, 413, "text/plain", "too much");
                } else {
                    keep(exchange, uid, arrived);
                }
            }
            case SHOWS_A_PAGE -> answer(exchange, 200, "text/html", "<html><body>Welcome</body></html>");
            case POURS_A_PAGE -> pour(exchange);
            case SAYS_NOTHING -> {
                held.get(uid).addAll(arrived);
                answer(exchange, 200, "application/dicom+json", "");
            }
            case HANGS_ONCE -> {
                if (request == 1) {
                    held.get(uid).addAll(arrived);
                } else {
                    keep(exchange, uid, arrived);
                }
            }
            case SOURCE_GROWS -> {
                if (!met.contains(uid)) {
                    atSource.accept(uid);
                    met.add(uid);
                }
                keep(exchange, uid, arrived);
            }
            case CLOSES_ONCE, DRIPS_ONCE, LISTS_TWICE, SOURCE_LOSES, CUTS_ALWAYS -> keep(exchange, uid, arrived);
        }
    }

    private void answerAfter(
            int times, int status, HttpExchange exchange, String uid, int request, List<String> arrived)
            throws IOException {
        if (request <= times) {
            answer(exchange, status, "text/plain", "later");
        } else {
            keep(exchange, uid, arrived);
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            // until who sends gives up; what it sent meanwhile is in the line's buffers
            for (int i = 0; i < 30 && body.read() >= 0; i++) {
                Thread.sleep(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void pour(HttpExchange exchange) throws IOException {
        byte[] some = "<p>Welcome</p>\n".repeat(4096).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int sent = 0; sent < PAGE_BYTES; sent += some.length) {
                out.write(some);
            }
        } finally {
            exchange.close();
        }
    }

    private String last(String uid) {
        List<Study.Instance> all = studies.get(uid).instances();
        return all.get(all.size() - 1).sopInstanceUid();
    }

    private List<String> arrived(String uid, String body) {
        return studies.get(uid).instances().stream()
                .map(Study.Instance::sopInstanceUid)
                .filter(body::contains)
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
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
        elsewhere.stop(0);
    }
}
