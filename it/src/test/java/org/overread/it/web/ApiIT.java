/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

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
    @ValueSource(strings = {"/overread/api/reports/1/addenda", "/overread/viewer/"})
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
    void a_technologists_word_makes_a_study_complete_long_before_its_quiet_period_is_over() {
        Order order = Order.of(Patient.numbered(4712, "MERCY"), "CT", "CT HEAD");
        WebStack.place(stack.ports().mllp(), order);
        long id = WebStack.caseOf(stack, order);
        Study study = stack.studies().of(order, 2);
        stack.hospital().store(study);
        stack.http()
                .header("X-Overread-Key", Stack.TEST_NOTIFY_KEY)
                .get("/overread/notify/studies/" + study.uid())
                .ok();
        awaitState(id, "ARRIVING");
        String path = "/overread/api/studies/" + study.uid() + "/complete";
        assertThat(asking("radiologist").post(path, "").status()).isEqualTo(403);
        assertThat(asking("technologist")
                        .post("/overread/api/studies/1.2.3.4/complete", "")
                        .status())
                .isEqualTo(404);
        Reply done = asking("technologist").post(path, "").ok();
        assertThat(done.json().at("/items/0/state").asText()).isEqualTo("COMPLETE");
        awaitState(id, "AVAILABLE");
        assertThat(stack.as("coordinator")
                        .get("/overread/api/cases/" + id + "/timeline")
                        .text())
                .contains("technologist called the study complete, with 2 images.");
        String subject = "study:" + done.json().at("/items/0/id").asText();
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit?event=110103&who=technologist&subject=" + subject)
                        .ok()
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void a_former_configuration_is_restored_as_a_new_version_that_is_audited() {
        String text = stack.as("admin").get("/overread/api/configuration").text();
        String etag = stack.as("admin").get("/overread/api/configuration").header("ETag");
        int before = Integer.parseInt(etag.replace("\"", ""));
        String changed = text + "# another text\n";
        stack.as("admin")
                .header("If-Match", etag)
                .put("/overread/api/configuration?note=a+remark", "application/yaml", changed)
                .ok();
        String restore = "/overread/api/configuration/versions/" + before + "/restore";
        assertThat(asking("admin").header("If-Match", etag).post(restore, "").status())
                .isEqualTo(412);
        assertThat(asking("coordinator")
                        .header("If-Match", etag)
                        .post(restore, "")
                        .status())
                .isEqualTo(403);
        Reply restored = asking("admin")
                .header("If-Match", Integer.toString(before + 1))
                .post(restore, "")
                .ok();
        assertThat(restored.json().get("version").asInt()).isEqualTo(before + 2);
        assertThat(stack.as("admin").get("/overread/api/configuration").text()).isEqualTo(text);
        assertThat(stack.as("auditor")
                        .get("/overread/api/configuration/versions/" + (before + 1))
                        .text())
                .isEqualTo(changed);
        Reply versions = stack.as("auditor")
                .get("/overread/api/configuration/versions?limit=2")
                .ok();
        assertThat(versions.json().at("/items/0/note").asText()).isEqualTo("Version " + before + " again.");
        assertThat(versions.json().at("/items/1/note").asText()).isEqualTo("a remark");
        assertThat(versions.json().at("/items/1/changedBy").asText()).isEqualTo("admin");
        assertThat(stack.as("admin")
                        .get("/overread/api/configuration/versions/999999")
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("OVR000128");
        Reply trail = stack.as("auditor")
                .get("/overread/api/audit?event=110113&subject=configuration:" + (before + 2))
                .ok();
        assertThat(trail.json().at("/items/0/who").asText()).isEqualTo("admin");
        assertThat(trail.json().at("/items/0/message").asText())
                .contains(
                        "110131",
                        Base64.getEncoder()
                                .encodeToString(("version " + before + " restored").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_refused_log_in_is_audited_once_a_minute_without_its_password_and_a_missing_one_is_not() {
        Http intruder = stack.http().as("mallory", "s3cret-guess");
        for (int i = 0; i < 50; i++) {
            assertThat(intruder.get("/overread/api/me").status()).isEqualTo(401);
        }
        assertThat(stack.http().get("/overread/api/me").status()).isEqualTo(401);
        JsonNode told = stack.as("auditor")
                .get("/overread/api/audit?event=110114&who=mallory")
                .ok()
                .json()
                .get("items");
        // two when a minute ended in between
        assertThat(told.size()).isBetween(1, 2);
        assertThat(told.get(0).get("outcome").asInt()).isEqualTo(4);
        assertThat(told.toString()).doesNotContain("s3cret").contains("127.0.0.1");
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit?event=110114&who=unknown")
                        .ok()
                        .json()
                        .get("items"))
                .isEmpty();
        Waiting.until(
                "the others are told by their number",
                Duration.ofSeconds(90),
                () -> !stack.as("auditor")
                        .get("/overread/api/audit?event=110114&who=several")
                        .ok()
                        .json()
                        .get("items")
                        .isEmpty());
    }

    private static Http asking(String user) {
        return stack.as(user).header("X-Requested-With", "test");
    }

    private static void awaitState(long id, String state) {
        Waiting.until(
                "case " + id + " is " + state,
                Duration.ofSeconds(60),
                () -> stack.as("coordinator")
                        .get("/overread/api/cases/" + id)
                        .ok()
                        .json()
                        .get("state")
                        .asText()
                        .equals(state));
    }

    @Test
    void the_description_is_served() {
        Reply reply = stack.as("radiologist").get("/overread/api/openapi");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("openapi: 3.1.0");
    }
}
