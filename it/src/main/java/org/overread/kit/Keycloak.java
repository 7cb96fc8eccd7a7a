/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Keycloak of one's own, in development mode on loopback, with the archive's realm and our clients in it. */
public final class Keycloak implements AutoCloseable {
    /** The archive's own realm. */
    public static final String REALM = "dcm4che";

    /** What the page logs in by. */
    public static final String CLIENT = "overread-web";

    public static final String CLIENT_SECRET = "web-secret-of-a-test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMIN = "admin";

    private final Path home;
    private final Path folder;
    private final int port;

    private Keycloak(Path home, Path folder, int port) {
        this.home = home;
        this.folder = folder.toAbsolutePath();
        this.port = port;
    }

    /** @param folder for its log and what it keeps; of the unpacked one beside the build's servers nothing is changed */
    public static Keycloak in(Path folder, int port) {
        return new Keycloak(Places.keycloak(), folder, port);
    }

    /** Starts it with a realm that holds what {@code standalone-config/keycloak/overread-realm.json} says. */
    public Keycloak start(ObjectNode realm) {
        try {
            Path copy = folder.resolve("home");
            if (Files.exists(folder)) {
                // what an earlier run left would be kept, and this realm not imported
                close();
                Stack.delete(folder);
            }
            Files.createDirectories(folder);
            Program.of("cp", "-r", home.toString(), copy.toString()).must();
            Path imports = Files.createDirectories(copy.resolve("data/import"));
            Files.writeString(imports.resolve(REALM + "-realm.json"), JSON.writeValueAsString(realm));
            Program.record(
                    Program.of(
                                    "bash",
                                    copy.resolve("bin/kc.sh").toString(),
                                    "start-dev",
                                    "--http-port=" + port,
                                    "--http-host=127.0.0.1",
                                    "--import-realm")
                            .in(copy)
                            .with("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN)
                            .with("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN)
                            .with("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx256m")
                            .with("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1")
                            .start(folder.resolve("keycloak.log")),
                    pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Keycloak awaitReady() {
        Waiting.until(
                "start of Keycloak",
                Duration.ofMinutes(5),
                () -> {
                    if (Program.recorded(pidFile()).isEmpty()) {
                        throw new Waiting.Hopeless("Keycloak ended: see " + folder.resolve("keycloak.log"));
                    }
                    return http().get("/realms/" + REALM).status() == 200;
                },
                () -> "see " + folder.resolve("keycloak.log"));
        return this;
    }

    /** The realm's address, as tokens name it. */
    public String issuer() {
        return "http://127.0.0.1:" + port + "/realms/" + REALM;
    }

    public Http http() {
        return new Http("http://127.0.0.1:" + port);
    }

    /** What the token endpoint of a realm answers. */
    public Http.Reply token(String realm, Map<String, String> form) {
        return http().send(
                        "POST",
                        "/realms/" + realm + "/protocol/openid-connect/token",
                        "application/x-www-form-urlencoded",
                        BodyPublishers.ofString(form.entrySet().stream()
                                .map(entry -> entry.getKey() + "="
                                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"))));
    }

    /** An access token of a service account. */
    public String serviceToken(String client, String secret) {
        return token(REALM, Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret))
                .ok()
                .json()
                .get("access_token")
                .asText();
    }

    private Http admin() {
        String token = token(
                        "master",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                ADMIN,
                                "password",
                                ADMIN))
                .ok()
                .json()
                .get("access_token")
                .asText();
        return http().header("Authorization", "Bearer " + token);
    }

    private String idOf(String user) {
        return admin().get("/admin/realms/" + REALM + "/users?exact=true&username=" + user)
                .ok()
                .json()
                .get(0)
                .get("id")
                .asText();
    }

    /** Takes a realm role from a user, or gives it. */
    public void role(String user, String role, boolean given) {
        JsonNode found =
                admin().get("/admin/realms/" + REALM + "/roles/" + role).ok().json();
        String path = "/admin/realms/" + REALM + "/users/" + idOf(user) + "/role-mappings/realm";
        admin().send(given ? "POST" : "DELETE", path, "application/json", BodyPublishers.ofString("[" + found + "]"))
                .ok();
    }

    /** How many sessions a user has. */
    public int sessions(String user) {
        return admin().get("/admin/realms/" + REALM + "/users/" + idOf(user) + "/sessions")
                .ok()
                .json()
                .size();
    }

    /** Ends every session of a user, as an administrator does. */
    public void logout(String user) {
        admin().send(
                        "POST",
                        "/admin/realms/" + REALM + "/users/" + idOf(user) + "/logout",
                        null,
                        BodyPublishers.noBody())
                .ok();
    }

    @Override
    public void close() {
        Program.recorded(pidFile()).ifPresent(process -> Program.end(process, Duration.ofSeconds(30)));
    }

    private Path pidFile() {
        return folder.resolve("keycloak.pid");
    }

    /** Roles as the realm's user has them. */
    public static ObjectNode user(String name, List<String> roles) {
        ObjectNode user = JSON.createObjectNode()
                .put("username", name)
                .put("enabled", true)
                .put("email", name + "@example.invalid")
                .put("emailVerified", true)
                .put("firstName", name)
                .put("lastName", "Test");
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", name)
                .put("temporary", false);
        roles.forEach(user.putArray("realmRoles")::add);
        return user;
    }
}
