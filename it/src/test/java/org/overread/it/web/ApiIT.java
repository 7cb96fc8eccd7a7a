/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;

/** Who sees what, and what is answered to what is asked wrongly. */
class ApiIT {
    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = WebStack.shared();
    }

    @Test
    void another_s_case_is_404_and_no_different_from_one_that_is_not_there() {
        Order order = Order.of(Patient.numbered(4711, "MERCY"), "CT", "CT HEAD");
        WebStack.place(stack.ports().mllp(), order);
        long id = WebStack.caseOf(stack, order);
        assertThat(stack.as("technologist").get("/overread/api/cases/" + id).status())
                .isEqualTo(200);
        Reply hidden = stack.as("stranger").get("/overread/api/cases/" + id);
        Reply absent = stack.as("stranger").get("/overread/api/cases/999999999");
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.text()).isEqualTo(absent.text());
        assertThat(stack.as("stranger").get("/overread/api/cases").json().get("items"))
                .isEmpty();
        assertThat(stack.as("stranger")
                        .get("/overread/api/cases/" + id + "/timeline")
                        .status())
                .isEqualTo(404);
        assertThat(stack.as("stranger")
                        .get("/overread/api/cases/" + id + "/decisions")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/overread/api/reports/1",
                "/overread/api/cases/1/reports",
                "/overread/api/configuration/versions",
                "/overread/dicomweb/studies",
                "/overread/viewer/"
            })
    void what_is_not_there_yet_is_absent(String path) {
        Reply reply = stack.as("admin").get(path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().get("code").asText()).isEqualTo("OVR000003");
    }

    @Test
    void without_a_log_in_only_health_and_notify_answer() {
        assertThat(stack.http().get("/overread/api/health/live").status()).isEqualTo(200);
        assertThat(stack.http().get("/overread/api/health/ready").status()).isEqualTo(200);
        Reply reply = stack.http().get("/overread/api/cases");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).contains("Overread");
        assertThat(stack.http().get("/overread/").status()).isEqualTo(401);
    }

    @Test
    void a_change_from_a_foreign_page_is_refused() {
        Http admin = stack.as("admin");
        assertThat(admin.send("POST", "/overread/api/cases/1/claim", null, BodyPublishers.noBody())
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("OVR001907");
        assertThat(admin.header("Origin", "http://elsewhere.example")
                        .post("/overread/api/cases/search", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.header("X-Requested-With", "test")
                        .post("/overread/api/cases/search", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_body_that_cannot_be_read_is_400_and_is_not_echoed() {
        for (String body : new String[] {"{", "[]", "{\"patientName\":\"DOE^JANE\"}", "{\"limit\":\"DOE\"}"}) {
            Reply reply = stack.as("coordinator").post("/overread/api/cases/search", body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.text()).doesNotContain("DOE", "Exception", "org.overread");
        }
    }

    @Test
    void a_body_that_is_too_large_is_413_and_another_method_405() {
        Reply reply = stack.as("admin").put("/overread/api/configuration/validate", "application/yaml", "x");
        assertThat(reply.status()).isEqualTo(405);
        String large = "a: " + "x".repeat(3 << 20);
        assertThat(stack.as("admin")
                        .send(
                                "POST",
                                "/overread/api/configuration/validate",
                                "application/yaml",
                                BodyPublishers.ofString(large))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_claim_needs_the_version_that_was_read() {
        Reply reply = stack.as("radiologist")
                .header("X-Requested-With", "test")
                .send("POST", "/overread/api/cases/1/claim", null, BodyPublishers.noBody());
        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.json().get("code").asText()).isEqualTo("OVR001908");
    }

    @Test
    void every_answer_keeps_browsers_from_showing_it_elsewhere() {
        Reply reply = stack.as("admin").get("/overread/api/me");
        assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.json().get("roles").get(0).asText()).isEqualTo("overread-admin");
    }

    @Test
    void the_description_is_served() {
        Reply reply = stack.as("radiologist").get("/overread/api/openapi");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("openapi: 3.1.0");
    }
}
