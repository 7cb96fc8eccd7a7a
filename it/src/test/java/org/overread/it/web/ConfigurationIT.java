/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/** What an administrator can get wrong in a document, on the running server; what was in force stays so. */
class ConfigurationIT {
    private static final String PATH = "/overread/api/configuration";
    private static final String YAML = "application/yaml";

    private static Stack stack;
    private static Http admin;

    private Reply inForce;

    @BeforeAll
    static void start() {
        stack = WebStack.shared();
        admin = stack.as("admin");
    }

    @BeforeEach
    void read() {
        inForce = admin.get(PATH).ok();
    }

    @AfterEach
    void the_former_document_is_still_what_the_server_works_by() {
        Reply now = admin.get(PATH).ok();
        assertThat(now.text()).isEqualTo(inForce.text());
        assertThat(now.header("ETag")).isEqualTo(inForce.header("ETag"));
    }

    /** A document that is wrong in one way, and how that is told. */
    record Mistake(String name, String document, String code, String path, int line, int column) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake("no YAML at all", "\u0001\u0002 %PDF-1.7", "OVR000102", "", 1, 1),
                new Mistake("a text that stops in a quote", "sites:\n  - name: \"mercy\n", "OVR000102", "", 2, 9),
                new Mistake("a broken indentation", "sites:\n  - name: a\n timezone: UTC\n", "OVR000102", "", 3, 2),
                new Mistake("JSON that stops short", "{\"sites\": [", "OVR000102", "", 1, 12),
                new Mistake("a list at the top", "- sites\n", "OVR000103", "", 1, 1),
                new Mistake(
                        "an unknown key",
                        "sites:\n  - name: mercy\n    colour: red\n",
                        "OVR000104",
                        "sites[0].colour",
                        3,
                        5),
                new Mistake("a key given twice", "sites: []\nsites: []\n", "OVR000105", "sites", 2, 1),
                new Mistake("an alias", "sites: &all []\ngroups: *all\n", "OVR000106", "", 1, 8),
                new Mistake("a group that is not there", """
                        rules:
                          - name: rest
                            when: "true"
                            then:
                              group: nobody
                        """, "OVR000111", "rules[0].then.group", 5, 14),
                new Mistake("a condition that does not compile", """
                        rules:
                          - name: rest
                            when: modality = "CT"
                            then: {triage: true}
                        """, "OVR000119", "rules[0].when", 3, 11),
                new Mistake("a condition that is not a yes or no", """
                        rules:
                          - name: rest
                            when: modality
                            then: {triage: true}
                        """, "OVR000119", "rules[0].when", 3, 11),
                new Mistake("a condition about what no case has", """
                        rules:
                          - name: rest
                            when: "true && shoeSize > 40"
                            then: {triage: true}
                        """, "OVR000119", "rules[0].when", 3, 11),
                new Mistake("a password", """
                        sites: [{name: mercy}]
                        archives:
                          - {name: a, kind: dicomweb, site: mercy, url: "http://127.0.0.1:1/", username: u, password: hunter2}
                        """, "OVR000118", "archives[0].password", 3, 95));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_place_and_nothing_is_saved(Mistake mistake) {
        Reply reply = admin.header("If-Match", inForce.header("ETag")).put(PATH, YAML, mistake.document);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("code").asText()).isEqualTo("OVR000100");
        assertFinding(reply.json().path("findings"), mistake);
        Reply validated = validate(mistake.document).ok();
        assertThat(validated.json().path("findings")).isEqualTo(reply.json().path("findings"));
        for (String text : List.of(reply.text(), validated.text())) {
            assertThat(text).doesNotContain("hunter2", "Exception", "org.overread", "com.fasterxml");
        }
    }

    private static void assertFinding(JsonNode findings, Mistake mistake) {
        assertThat(findings).isNotEmpty();
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.path("code").asText()).isEqualTo(mistake.code);
            assertThat(finding.path("path").asText()).isEqualTo(mistake.path);
            assertThat(finding.path("line").asInt()).as("line").isEqualTo(mistake.line);
            assertThat(finding.path("column").asInt()).as("column").isEqualTo(mistake.column);
            assertThat(finding.path("text").asText()).isNotBlank().doesNotContain("$$");
        });
    }

    @Test
    void every_mistake_of_a_document_is_told_at_once() {
        JsonNode findings = validate("""
                        colour: red
                        groups:
                          - {name: local, tier: nearby}
                        rules:
                          - {name: rest, when: "1 +", then: {group: nobody}}
                        """).ok().json().path("findings");
        assertThat(findings.findValuesAsText("code")).contains("OVR000104", "OVR000112", "OVR000119", "OVR000111");
    }

    @Test
    void a_document_over_its_limit_is_refused_by_size_alone() {
        String document = "# " + "x".repeat(1 << 20) + "\n" + inForce.text();
        Reply reply = admin.header("If-Match", inForce.header("ETag")).put(PATH, YAML, document);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/findings/0/code").asText()).isEqualTo("OVR000101");
    }

    @Test
    void a_body_beyond_all_limits_is_413() {
        Reply reply = admin.header("If-Match", inForce.header("ETag")).put(PATH, YAML, "# " + "x".repeat(3 << 20));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.json().path("code").asText()).isEqualTo("OVR001906");
    }

    @Test
    void a_change_of_another_version_than_the_one_in_force_is_412() {
        for (String old : List.of("\"0\"", "\"999999\"")) {
            Reply reply = admin.header("If-Match", old).put(PATH, YAML, "sites: []\n");
            assertThat(reply.status()).isEqualTo(412);
            assertThat(reply.json().path("code").asText()).isEqualTo("OVR000127");
            assertThat(reply.json().path("title").asText())
                    .contains("version " + inForce.header("ETag").replace("\"", ""));
        }
        assertThat(admin.put(PATH, YAML, "sites: []\n").json().path("code").asText())
                .isEqualTo("OVR001908");
        assertThat(admin.header("If-Match", "*")
                        .put(PATH, YAML, "sites: []\n")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("OVR001909");
    }

    @Test
    void only_an_administrator_changes_it() {
        for (String user : List.of("coordinator", "radiologist", "technologist")) {
            Reply reply =
                    stack.as(user).header("If-Match", inForce.header("ETag")).put(PATH, YAML, "sites: []\n");
            assertThat(reply.status()).as(user).isEqualTo(403);
            assertThat(reply.json().path("code").asText()).isEqualTo("OVR001901");
        }
    }

    @Test
    void orders_go_on_by_the_former_document_after_one_that_was_refused() {
        admin.header("If-Match", inForce.header("ETag")).put(PATH, YAML, "senders: nonsense\n");
        Order order = Order.of(Patient.numbered(2301, "MERCY"), "CT", "CT HEAD");
        WebStack.place(stack.ports().mllp(), order);
        long id = WebStack.caseOf(stack, order);
        assertThat(stack.as("coordinator")
                        .get("/overread/api/cases/" + id)
                        .json()
                        .path("site")
                        .asText())
                .isEqualTo("mercy");
    }

    @Test
    void a_change_saved_on_one_node_is_in_force_on_the_other() {
        Http other = WebStack.secondNode().http().as("admin", "admin");
        String more = inForce.text() + "# seen on both nodes\n";
        Reply saved = admin.header("If-Match", inForce.header("ETag"))
                .put(PATH, YAML, more)
                .ok();
        assertThat(admin.get(PATH).text()).isEqualTo(more);
        Waiting.until(
                "the change on the second node",
                Duration.ofSeconds(30),
                () -> other.get(PATH).ok().text().equals(more));
        assertThat(other.get(PATH).header("ETag")).isEqualTo(saved.header("ETag"));
        // and back, from the other side: what this node saves last is what both work by
        other.header("If-Match", saved.header("ETag"))
                .put(PATH, YAML, inForce.text())
                .ok();
        Waiting.until(
                "the change on the first node",
                Duration.ofSeconds(30),
                () -> admin.get(PATH).ok().text().equals(inForce.text()));
        inForce = admin.get(PATH);
    }

    @Test
    void a_fresh_server_takes_its_first_document_from_a_file_and_never_a_second_one() throws IOException {
        try (Stack fresh = Stack.fresh("seed").withTestUsers().install()) {
            Path file = fresh.folder().resolve("first.yaml");
            Files.writeString(file, "sites:\n  - {name: mercy, colour: red}\n");
            fresh.server().with("overread.configuration.file", file.toString());
            fresh.database().start();
            fresh.server().start().awaitDeployed("overread.ear").awaitReady();
            assertThat(fresh.as("admin").get(PATH).header("ETag")).isEqualTo("\"0\"");
            assertThat(fresh.server().logged()).contains("OVR000131", "OVR000104", "line 2, column 19");

            String good = "sites:\n  - {name: mercy}\n";
            Files.writeString(file, good);
            again(fresh);
            Reply first = fresh.as("admin").get(PATH);
            assertThat(first.header("ETag")).isEqualTo("\"1\"");
            assertThat(first.text()).isEqualTo(good);

            String changed = good + "# by a person\n";
            fresh.configure(changed);
            again(fresh);
            assertThat(fresh.as("admin").get(PATH).text()).isEqualTo(changed);
        }
    }

    private static void again(Stack fresh) {
        fresh.server().stop();
        fresh.server().start().awaitDeployed("overread.ear").awaitReady();
    }

    private static Reply validate(String document) {
        return admin.send(
                "POST", PATH + "/validate", YAML, java.net.http.HttpRequest.BodyPublishers.ofString(document));
    }
}
