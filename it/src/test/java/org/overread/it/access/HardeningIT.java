/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.Stack;

/** What an attacker sends that no client of ours does. Nothing of it gets in, brings the server down, or is told more. */
class HardeningIT {
    private static final String SEARCH = "/overread/api/cases/search";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.shared();
    }

    private static Http coordinator() {
        return stack.as("coordinator").header("X-Requested-With", "test");
    }

    @Test
    void pages_run_our_scripts_only_and_no_other_origin_is_let_in() {
        Reply page = stack.as("admin").get("/overread/api/me");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "*", "http:");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Strict-Transport-Security")).isEmpty();
        assertThat(page.header("Server")).isEmpty();
        assertThat(page.header("X-Powered-By")).isEmpty();
        Reply foreign =
                stack.as("admin").header("Origin", "https://elsewhere.example").get("/overread/api/me");
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        Reply preflight = stack.http()
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "PUT")
                .send("OPTIONS", "/overread/api/configuration", null, BodyPublishers.noBody());
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void the_sessions_cookie_is_for_no_script_and_no_other_site() {
        String cookie = stack.as("admin").get("/overread/api/me").header("Set-Cookie");
        assertThat(cookie)
                .contains("HttpOnly")
                .containsIgnoringCase("SameSite=Lax")
                .contains("path=/overread");
    }

    @Test
    void over_tls_a_browser_is_told_to_stay_with_it() throws Exception {
        HttpResponse<String> reply = tls().send(
                        HttpRequest.newBuilder(URI.create("https://localhost:"
                                        + (8443 + stack.ports().offset()) + "/overread/api/me"))
                                .header("Authorization", basic("admin"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("max-age="));
    }

    @Test
    void a_verb_that_is_not_for_an_address_changes_nothing_however_it_is_dressed() {
        for (String verb : List.of("TRACE", "PROPFIND", "MOVE", "PATCH", "DELETE", "FOO")) {
            assertThat(coordinator()
                            .send(verb, "/overread/api/cases", null, BodyPublishers.noBody())
                            .status())
                    .as(verb)
                    .isBetween(400, 501);
        }
        for (String header : List.of("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method")) {
            Reply reply = stack.as("admin").header(header, "DELETE").get("/overread/api/cases");
            assertThat(reply.status()).as(header).isEqualTo(200);
        }
        assertThat(stack.http()
                        .header("X-Original-URL", "/overread/api/health/live")
                        .header("X-Rewrite-URL", "/overread/api/health/live")
                        .get("/overread/api/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void an_address_written_in_another_way_opens_nothing() throws IOException {
        for (String path : List.of(
                "/overread/api/health/../me",
                "/overread/api/health/%2e%2e/me",
                "/overread/api/health/..;/me",
                "/overread/api/health/live/../../me",
                "/overread/notify/../api/me",
                "/overread/notify/%2e%2e/api/me",
                "/overread//api/me",
                "/overread/api/me;jsessionid=1",
                "/overread/api/me%00",
                "/overread/API/me",
                "/overread/WEB-INF/web.xml",
                "/overread/api/health/live/..%2f..%2fme",
                "/overread/META-INF/MANIFEST.MF",
                "/overread/%57EB-INF/web.xml",
                "/overread/assets/../WEB-INF/web.xml",
                "/overread/assets/..%5c..%5cWEB-INF%5cweb.xml")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|401|403|404|405) .*");
            assertThat(answer).doesNotContain("org.overread", "<web-app", "Exception");
        }
    }

    @Test
    void a_request_that_two_servers_would_read_in_two_ways_is_refused() throws IOException {
        String login = "Host: localhost\r\nConnection: close\r\nAuthorization: " + basic("coordinator")
                + "\r\nX-Requested-With: x\r\nContent-Type: application/json\r\n";
        for (String framing : List.of(
                "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
                "Content-Length: -1\r\n\r\n{}",
                "Content-Length: 99999999999999999999\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n")) {
            String answer = raw("POST " + SEARCH + " HTTP/1.1\r\n" + login + framing);
            assertThat(answer).as(framing).doesNotStartWith("HTTP/1.1 200").doesNotContain("Exception");
        }
        assertThat(raw("GET /overread/api/me HTTP/1.1\r\n\r\n")).doesNotStartWith("HTTP/1.1 200");
        assertThat(raw("GET /overread/api/me HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(2 << 20) + "\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 200");
        stillThere();
    }

    @Test
    void a_body_that_grows_when_it_is_read_is_not_read() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write("{\"text\":\"".getBytes(StandardCharsets.US_ASCII));
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 200; i++) {
                gzip.write(spaces);
            }
        }
        Reply reply = coordinator()
                .header("Content-Encoding", "gzip")
                .send("POST", SEARCH, "application/json", BodyPublishers.ofByteArray(bomb.toByteArray()));
        assertThat(reply.status()).isIn(400, 413, 415);
        stillThere();
    }

    @Test
    void a_body_of_another_kind_or_too_deep_is_refused_and_not_told_of() {
        for (String type : List.of(
                "application/xml",
                "text/xml",
                "multipart/form-data; boundary=x",
                "application/x-java-serialized-object",
                "application/x-www-form-urlencoded",
                "text/plain")) {
            Reply reply = coordinator()
                    .send("POST", SEARCH, type, BodyPublishers.ofString("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"));
            assertThat(reply.status()).as(type).isEqualTo(415);
        }
        for (String body : List.of(
                "[".repeat(100_000),
                "{\"text\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_001),
                "{\"limit\":" + "9".repeat(5_000) + "}",
                "{\"limit\":1e999999999}",
                "{\"@class\":\"java.net.URL\",\"val\":\"http://169.254.169.254/\"}")) {
            Reply reply = coordinator().post(SEARCH, body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).doesNotContain("Exception", "jackson", "169.254");
        }
        Reply yaml = stack.as("admin")
                .send(
                        "POST",
                        "/overread/api/configuration/validate",
                        "application/yaml",
                        BodyPublishers.ofString(
                                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                                        + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: !!javax.script.ScriptEngineManager [*c,*c]\n"));
        assertThat(yaml.status()).isIn(200, 400, 422);
        assertThat(yaml.text()).doesNotContain("ScriptEngineManager");
        stillThere();
    }

    @Test
    void clients_that_never_end_their_request_hold_up_nobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream()
                        .write("GET /overread/api/me HTTP/1.1\r\nHost: localhost\r\nX-A"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            stillThere();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void a_name_that_would_write_a_line_of_the_log_writes_none() {
        Reply reply = stack.http()
                .as("mallory\r\n2026-01-01 00:00:00 INFO  [org.overread] forged", "x")
                .get("/overread/api/me");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(stack.server().logged()).doesNotContain("\n2026-01-01 00:00:00 INFO  [org.overread] forged");
    }

    @Test
    void guesses_let_nobody_in_and_lock_no_other_out() {
        for (int i = 0; i < 300; i++) {
            assertThat(stack.http()
                            .as("guessed", "guess" + i)
                            .get("/overread/api/me")
                            .status())
                    .isEqualTo(401);
        }
        stillThere();
    }

    private static void stillThere() {
        assertThat(stack.as("coordinator")
                        .within(Duration.ofSeconds(20))
                        .get("/overread/api/cases?limit=1")
                        .status())
                .isEqualTo(200);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", stack.ports().http()));
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** What comes back for these bytes until the server ends the connection, or nothing more comes. */
    private static String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.setSoTimeout(3_000);
                InputStream in = socket.getInputStream();
                in.transferTo(answer);
            } catch (IOException e) {
                // reset, or silent: what came before counts
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** A client that takes the certificate which a fresh server makes for itself. */
    private static HttpClient tls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
