/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.it.web.Chromium;
import org.overread.kit.Http;
import org.overread.kit.Keycloak;
import org.overread.kit.Places;
import org.overread.kit.Ports;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;
import org.overread.kit.WildFly;

/** Log-in by a real Keycloak: people by the browser, programs by a token, and what is no token of ours by neither. */
class KeycloakIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ME = "/overread/api/me";

    private static Keycloak keycloak;
    private static WildFly server;

    @BeforeAll
    static void start() throws Exception {
        Stack stack = Stack.shared();
        Ports ports = Ports.freeFrom(stack.ports().offset() + 80);
        keycloak = Keycloak.in(Places.scratch().resolve("keycloak"), ports.hospitalArchive());
        keycloak.start(realm("http://127.0.0.1:" + ports.http()));
        server = WildFly.in(Places.scratch().resolve("oidc-node"), ports)
                .environment("OVERREAD_DB_URL", stack.database().url())
                .environment("OVERREAD_DB_USER", stack.database().user())
                .environment("OVERREAD_DB_PASSWORD", stack.database().password())
                .environment("OVERREAD_OIDC_URL", keycloak.issuer())
                .environment("OVERREAD_OIDC_SECRET", Keycloak.CLIENT_SECRET)
                .with("overread.session.secure", "true")
                .with("overread.fresh-log-in", "PT5S")
                .driver(WildFly.ownDriver());
        server.offline(Places.root().resolve("standalone-config/install.cli"));
        server.offline(Places.root().resolve("standalone-config/oidc.cli"));
        String before = Files.readString(server.base().resolve("configuration/standalone.xml"));
        server.offline(Places.root().resolve("standalone-config/oidc.cli"));
        assertThat(Files.readString(server.base().resolve("configuration/standalone.xml")))
                .as("a second run changes nothing")
                .isEqualTo(before);
        server.deploy(Places.ear());
        server.start().awaitDeployed("overread.ear").awaitReady();
        keycloak.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    /** What an administrator imports, with addresses of a test, and with people. */
    private static ObjectNode realm(String base) throws Exception {
        ObjectNode realm = (ObjectNode)
                JSON.readTree(Files.readString(Places.root().resolve("standalone-config/keycloak/overread-realm.json"))
                        .replace("https://overread.example", base));
        realm.put("realm", Keycloak.REALM).put("enabled", true).put("sslRequired", "none");
        ArrayNode roles = (ArrayNode) realm.at("/roles/realm");
        for (String role : List.of("site:mercy", "group:local")) {
            roles.addObject().put("name", role);
        }
        ArrayNode clients = (ArrayNode) realm.get("clients");
        for (JsonNode client : clients) {
            ((ObjectNode) client).put("secret", Keycloak.CLIENT_SECRET);
        }
        ObjectNode another = clients.get(1).deepCopy();
        another.put("clientId", "another").remove("protocolMappers");
        ObjectNode brief = clients.get(1).deepCopy();
        brief.put("clientId", "brief").putObject("attributes").put("access.token.lifespan", "1");
        ObjectNode direct = clients.get(1).deepCopy();
        direct.put("clientId", "direct").put("directAccessGrantsEnabled", true);
        clients.add(another).add(brief).add(direct);
        ArrayNode users = realm.putArray("users");
        users.add(Keycloak.user("reader", List.of("overread-radiologist", "group:local")));
        users.add(Keycloak.user("dispatcher", List.of("overread-coordinator", "site:mercy")));
        users.add(Keycloak.user("caller", List.of("overread-coordinator", "site:mercy")));
        users.add(Keycloak.user("leaver", List.of("overread-radiologist", "group:local")));
        for (String client : List.of("overread-service", "another", "brief")) {
            users.addObject()
                    .put("username", "service-account-" + client)
                    .put("enabled", true)
                    .put("serviceAccountClientId", client)
                    .putArray("realmRoles")
                    .add("overread-integrator");
        }
        return realm;
    }

    private static Http bearer(String token) {
        return server.http().header("Authorization", "Bearer " + token);
    }

    private static String service(String client) {
        return keycloak.serviceToken(client, Keycloak.CLIENT_SECRET);
    }

    private static JsonNode tokens(String user) {
        return keycloak.token(
                        Keycloak.REALM,
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "direct",
                                "client_secret",
                                Keycloak.CLIENT_SECRET,
                                "username",
                                user,
                                "password",
                                user,
                                "scope",
                                "openid"))
                .ok()
                .json();
    }

    @Test
    void a_program_comes_in_by_its_token_with_the_roles_of_its_service_account() {
        Http.Reply me = bearer(service("overread-service")).get(ME).ok();
        assertThat(me.json().get("user").asText()).isEqualTo("service-account-overread-service");
        assertThat(me.json().get("roles").toString()).isEqualTo("[\"overread-integrator\"]");
        assertThat(bearer(service("overread-service"))
                        .get("/overread/api/messages")
                        .status())
                .isEqualTo(200);
        assertThat(bearer(service("overread-service"))
                        .get("/overread/api/audit")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_no_token_for_us_lets_nobody_in() throws Exception {
        JsonNode user = tokens("caller");
        String good = user.get("access_token").asText();
        assertThat(bearer(good).get(ME).status()).isEqualTo(200);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("of another client", service("another"));
        bad.put(
                "of another realm",
                keycloak.token(
                                "master",
                                Map.of(
                                        "grant_type",
                                        "password",
                                        "client_id",
                                        "admin-cli",
                                        "username",
                                        "admin",
                                        "password",
                                        "admin"))
                        .ok()
                        .json()
                        .get("access_token")
                        .asText());
        bad.put("an ID token", user.get("id_token").asText());
        bad.put("a refresh token", user.get("refresh_token").asText());
        bad.put("alg none", parts(good, "{\"alg\":\"none\",\"typ\":\"JWT\"}", ""));
        bad.put("signed with the public key as a secret", confused(good));
        bad.put("tampered", tampered(good));
        bad.put("nothing", "x");
        bad.put("empty", "");
        bad.forEach((what, token) ->
                assertThat(bearer(token).get(ME).status()).as(what).isEqualTo(401));
        assertThat(server.http()
                        .header("X-Requested-With", "XMLHttpRequest")
                        .get(ME + "?access_token=" + good)
                        .status())
                .as("in the address")
                .isEqualTo(401);
        assertThat(server.http().as("caller", "caller").get(ME).status())
                .as("a password")
                .isIn(401, 302);
    }

    @Test
    void a_token_that_has_expired_opens_no_address_and_none_opens_none() {
        String token = service("brief");
        Waiting.until(
                "it expires",
                Duration.ofSeconds(60),
                () -> bearer(token).get(ME).status() == 401);
        int cells = 0;
        for (String route : Routes.all()) {
            if (Routes.OPEN.contains(route)) {
                continue;
            }
            String path = "/overread" + Routes.somewhere(route);
            for (Http caller : List.of(
                    bearer(token).header("X-Requested-With", "XMLHttpRequest"),
                    server.http().header("X-Requested-With", "XMLHttpRequest"))) {
                assertThat(caller.send(
                                        Routes.verb(route),
                                        path,
                                        Routes.verb(route).equals("GET") ? null : "application/json",
                                        HttpRequest.BodyPublishers.ofString("{}"))
                                .status())
                        .as(route)
                        .isEqualTo(401);
                cells++;
            }
        }
        System.out.println("KeycloakIT: " + cells + " cells without a valid token, all 401");
    }

    private static String parts(String token, String header, String signature) {
        String[] parts = token.split("\\.");
        return encoded(header.getBytes(StandardCharsets.UTF_8)) + "." + parts[1] + "." + signature;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** HS256 with what everybody may know, the public key, as its secret. */
    private static String confused(String token) throws Exception {
        JsonNode realm = keycloak.http().get("/realms/" + Keycloak.REALM).ok().json();
        byte[] key = Base64.getDecoder().decode(realm.get("public_key").asText());
        String kid = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]))
                .get("kid")
                .asText();
        String unsigned = parts(token, "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}", "");
        unsigned = unsigned.substring(0, unsigned.length() - 1);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return unsigned + "." + encoded(mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Its holder would like to be an administrator. */
    private static String tampered(String token) throws Exception {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("overread-coordinator", "overread-admin");
        return parts[0] + "." + encoded(claims.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    @Test
    void a_person_logs_in_by_the_browser_and_out_of_both_servers() {
        try (Chromium browser = new Chromium()) {
            Page page = in(browser, "dispatcher", "/overread/?group=local");
            assertThat(page.url()).contains("/overread/").contains("group=local");
            JsonNode me = me(page);
            assertThat(me.get("user").asText()).isEqualTo("dispatcher");
            assertThat(page.context().cookies())
                    .filteredOn(cookie -> cookie.name.equals("JSESSIONID"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.secure && cookie.httpOnly);
            assertThat(me.get("sites").toString()).isEqualTo("[\"mercy\"]");
            int before = keycloak.sessions("dispatcher");
            assertThat(before).isGreaterThan(0);
            Http parallel = cookies(page);
            assertThat(parallel.get(ME).status()).isEqualTo(200);
            page.evaluate(
                    "() => fetch('/overread/api/logout', {method: 'POST', headers: {'X-Requested-With': 'test'}})");
            Waiting.until(
                    "it ends at Keycloak", Duration.ofSeconds(30), () -> keycloak.sessions("dispatcher") < before);
            assertThat(parallel.get(ME).status()).as("the cookies of before").isEqualTo(401);
            page.navigate(server.http().base() + "/overread/");
            assertThat(page.locator("#username").isVisible()).isTrue();
        }
    }

    @Test
    void who_logged_in_a_while_ago_gives_the_password_again_before_an_emergency() {
        try (Chromium browser = new Chromium()) {
            Page page = in(browser, "reader", "/overread/");
            Waiting.until(
                    "the log-in is no longer fresh",
                    Duration.ofSeconds(60),
                    () -> breakGlass(page).contains("OVR001925"));
            page.navigate(server.http().base() + "/overread/again?to=/cases/1");
            page.waitForSelector("#password");
            if (page.isVisible("#username")) {
                page.fill("#username", "reader");
            }
            page.fill("#password", "reader");
            page.click("#kc-login");
            page.waitForURL(url -> url.startsWith(server.http().base() + "/overread/cases/1"));
            assertThat(breakGlass(page)).contains("OVR000801").doesNotContain("OVR001925");
        }
    }

    /** Of a case that is not there: what is answered says how far the request came. */
    private static String breakGlass(Page page) {
        return (String) page.evaluate(
                "() => fetch('/overread/api/cases/999999999/breakglass', {method: 'POST', body: '{\"reason\":\"x\"}',"
                        + " headers: {'Content-Type': 'application/json'}}).then(r => r.text())");
    }

    @Test
    void whoever_loses_a_role_loses_the_live_stream_and_everything_else_within_a_minute() throws Exception {
        try (Chromium browser = new Chromium()) {
            Page page = in(browser, "leaver", "/overread/");
            Http session = cookies(page);
            assertThat(session.get("/overread/api/cases").status()).isEqualTo(200);
            String cookies = header(page);
            page.close();
            HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.http().base() + "/overread/api/events"))
                                    .header("Cookie", cookies)
                                    .header("X-Requested-With", "XMLHttpRequest")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            keycloak.role("leaver", "overread-radiologist", false);
            long taken = System.nanoTime();
            stream.body().transferTo(java.io.OutputStream.nullOutputStream()); // until it ends
            // what is granted once more lasts as long as any stream does
            Waiting.until("the role is gone", Duration.ofSeconds(90), () -> {
                int status = session.get("/overread/api/events").status();
                return status == 403 || status == 401;
            });
            Duration after = Duration.ofNanos(System.nanoTime() - taken);
            System.out.println(
                    "KeycloakIT: the stream was refused " + after.toSeconds() + " s after the role was taken");
            assertThat(after).isLessThan(Duration.ofSeconds(60));
            assertThat(session.get("/overread/api/cases").status()).isIn(401, 403);
        }
    }

    private static Page in(Chromium browser, String user, String path) {
        Page page = browser.open(null, 1440, 900, ColorScheme.LIGHT);
        page.navigate(server.http().base() + path);
        page.fill("#username", user);
        page.fill("#password", user);
        page.click("#kc-login");
        page.waitForURL(url -> url.startsWith(server.http().base() + "/overread/"));
        return page;
    }

    private static JsonNode me(Page page) {
        try {
            return JSON.readTree(
                    (String)
                            page.evaluate(
                                    "() => fetch('/overread/api/me', {headers: {'X-Requested-With': 'XMLHttpRequest'}}).then(r => r.text())"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String header(Page page) {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.path.startsWith("/overread"))
                .map((Cookie cookie) -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
    }

    /** The same session in another program. */
    private static Http cookies(Page page) {
        return server.http().header("Cookie", header(page)).header("X-Requested-With", "XMLHttpRequest");
    }
}
