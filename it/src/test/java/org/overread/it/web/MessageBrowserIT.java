/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Hl7Orders;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;

/** HL7 messages that came by MLLP, looked at and sent through again by REST, on the running server. */
class MessageBrowserIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNMAPPED = "OVR001410";
    private static Stack stack;
    private static int number = 7100;

    @BeforeAll
    static void start() {
        stack = WebStack.shared();
    }

    @Test
    void a_refused_order_sent_through_edited_makes_its_case_and_the_original_stays() {
        Order order = Order.of(Patient.numbered(++number, "MERCY"), "CT", "CT HEAD");
        long refused = refuse(order);
        String edited = as("integrator")
                .get("/overread/api/messages/" + refused)
                .ok()
                .json()
                .at("/content/text")
                .asText()
                .replace("|QQ|", "|SC|");

        JsonNode preview =
                send("integrator", refused, "/replay/preview", edited).ok().json();
        assertThat(preview.get("state").asText()).isEqualTo("ACCEPTED");
        assertThat(preview.get("steps").findValuesAsText("kind")).contains("order.placed", "case.opened");
        assertThat(preview.has("as")).isFalse();
        assertThat(cases(order)).as("nothing of a preview stays").isEmpty();

        JsonNode done = send("integrator", refused, "/replay", edited).ok().json();
        assertThat(done.get("state").asText()).isEqualTo("ACCEPTED");
        long caseId = WebStack.caseOf(stack, order);

        JsonNode resent = as("integrator")
                .get("/overread/api/messages/" + done.get("as").asLong())
                .ok()
                .json();
        assertThat(resent.get("resendOf").asLong()).isEqualTo(refused);
        assertThat(resent.get("resentBy").asText()).isEqualTo("integrator");
        assertThat(resent.get("edited").asBoolean()).isTrue();
        assertThat(resent.at("/did/steps").findValuesAsText("kind")).contains("order.placed");
        assertThat(resent.at("/did/cases").findValuesAsText("id")).contains(Long.toString(caseId));
        assertThat(resent.at("/did/audit").findValuesAsText("event")).contains("110109", "110110");
        JsonNode original =
                as("integrator").get("/overread/api/messages/" + refused).ok().json();
        assertThat(original.get("state").asText()).isEqualTo("REFUSED");
        assertThat(original.at("/content/text").asText()).contains("|QQ|");
        assertThat(original.at("/did/resends/0/by").asText()).isEqualTo("integrator");
        assertThat(as("coordinator")
                        .get("/overread/api/cases/" + caseId + "/timeline")
                        .text())
                .contains("integrator sent message " + refused + " through again, edited");
    }

    @Test
    void what_failed_for_one_reason_is_sent_through_in_one_call_and_each_is_told() {
        Order order = Order.of(Patient.numbered(++number, "MERCY"), "CT", "CT HEAD");
        long refused = refuse(order);
        String reason = "{\"problem\":\"" + UNMAPPED + "\",\"sender\":\"ris\"}";

        JsonNode preview = asking("integrator")
                .post("/overread/api/messages/replay/preview", reason)
                .ok()
                .json();
        JsonNode done = asking("integrator")
                .post("/overread/api/messages/replay", reason)
                .ok()
                .json();

        assertThat(preview.get("items").findValuesAsText("original")).contains(Long.toString(refused));
        assertThat(done.get("items").findValuesAsText("original")).contains(Long.toString(refused));
        assertThat(done.at("/items/0/state").asText()).isEqualTo("REFUSED");
        assertThat(done.at("/items/0/problem/code").asText()).isEqualTo(UNMAPPED);
        JsonNode again = asking("integrator")
                .post("/overread/api/messages/replay", reason)
                .ok()
                .json();
        assertThat(again.get("items").size())
                .as("copies that were refused again are not sent through in their turn")
                .isEqualTo(done.get("items").size());
        assertThat(asking("integrator")
                        .post("/overread/api/messages/replay", "{\"problem\":\"everything\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_message_is_found_by_what_it_names_and_read_field_by_field() {
        Order order = Order.of(new Patient("MB-1", "MERCY", "ÖZTÜRK^AYŞE", "20020830", "F"), "MR", "MR KNEE");
        WebStack.place(stack.ports().mllp(), order);
        JsonNode found = as("integrator")
                .post("/overread/api/messages/search", body("text", order.placer()))
                .ok()
                .json()
                .get("items");

        assertThat(found).hasSize(1);
        JsonNode message = as("integrator")
                .get("/overread/api/messages/" + found.get(0).get("id").asLong())
                .ok()
                .json();
        assertThat(message.at("/content/readable").asBoolean()).isTrue();
        assertThat(message.at("/content/segments").findValuesAsText("name"))
                .contains("Patient identification", "Patient Name", "Placer Order Number");
        assertThat(message.at("/content/segments").findValuesAsText("value")).contains("ÖZTÜRK", "AYŞE");
        assertThat(message.at("/content/answer").asText()).contains("MSA|AA|");
        assertThat(message.at("/did/orders/0/changed").asBoolean()).isTrue();
        assertThat(as("integrator")
                        .post(
                                "/overread/api/messages/search",
                                "{\"text\":\"" + order.placer() + "\",\"state\":\"REFUSED,FAILED\"}")
                        .ok()
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(as("integrator")
                        .get(
                                "/overread/api/messages?direction=in&type=ORM&sender=ris&since=2020-01-01T00:00:00Z&limit=1")
                        .ok()
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void what_a_message_says_is_for_integrators_and_administrators_and_every_look_is_audited() {
        Order order = Order.of(Patient.numbered(++number, "MERCY"), "CT", "CT HEAD");
        WebStack.place(stack.ports().mllp(), order);
        long id = as("coordinator")
                .post("/overread/api/messages/search", body("placerNumber", order.placer()))
                .ok()
                .json()
                .at("/items/0/id")
                .asLong();
        String path = "/overread/api/messages/" + id;

        assertThat(as("coordinator").get(path).ok().json().has("content")).isFalse();
        assertThat(as("coordinator").get(path + "/raw").status()).isEqualTo(403);
        assertThat(send("coordinator", id, "/replay", null).status()).isEqualTo(403);
        assertThat(as("radiologist").get(path).status()).isEqualTo(403);
        Reply raw = as("admin").get(path + "/raw").ok();
        assertThat(raw.text()).startsWith("MSH|^~\\&|RIS|MERCY|");
        JsonNode trail = as("auditor")
                .get("/overread/api/audit?subject=message:" + id)
                .ok()
                .json()
                .get("items");
        assertThat(trail.findValuesAsText("event")).containsExactly("110110");
        assertThat(trail.findValuesAsText("action")).containsExactly("R");
        assertThat(trail.findValuesAsText("who")).containsExactly("admin");
    }

    @Test
    void a_message_that_was_taken_is_not_sent_through_as_it_is_and_a_strange_filter_is_refused() {
        Order order = Order.of(Patient.numbered(++number, "MERCY"), "CT", "CT HEAD");
        WebStack.place(stack.ports().mllp(), order);
        long id = as("integrator")
                .post("/overread/api/messages/search", body("accession", order.accession()))
                .ok()
                .json()
                .at("/items/0/id")
                .asLong();

        Reply refused = send("integrator", id, "/replay", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("OVR001419");
        assertThat(send("integrator", 999_999_999L, "/replay", null).status()).isEqualTo(404);
        for (String query : new String[] {"state=GOOD", "direction=up", "since=yesterday", "cursor=x", "limit=0"}) {
            assertThat(as("integrator").get("/overread/api/messages?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    /** Sends an order that no order control table knows, and gives the stored message's number. */
    private static long refuse(Order order) {
        String message = Hl7Orders.from("RIS", "MERCY").ormO01(order, "NW", "QQ");
        try (MllpClient ris = stack.mllp()) {
            assertThat(ris.send(message).code()).isEqualTo("AE");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return as("integrator")
                .get("/overread/api/messages?controlId=" + Hl7Orders.controlId(message))
                .ok()
                .json()
                .at("/items/0/id")
                .asLong();
    }

    private static JsonNode cases(Order order) {
        return as("coordinator")
                .post("/overread/api/cases/search", body("accession", order.accession()))
                .ok()
                .json()
                .get("items");
    }

    private static Reply send(String user, long id, String what, String edited) {
        return asking(user).post("/overread/api/messages/" + id + what, edited == null ? "" : body("message", edited));
    }

    private static Http as(String user) {
        return stack.as(user);
    }

    private static Http asking(String user) {
        return stack.as(user).header("X-Requested-With", "test");
    }

    private static String body(String name, String value) {
        try {
            return JSON.writeValueAsString(Map.of(name, value));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
