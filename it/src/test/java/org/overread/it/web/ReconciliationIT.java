/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.Http.Reply;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** Images and orders that did not find one another, on the running server, decided by REST. */
class ReconciliationIT {
    private static final String PATH = "/overread/api/reconciliation";
    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = WebStack.shared();
    }

    @Test
    void a_suggested_order_becomes_the_studys_by_a_coordinators_word_and_that_can_be_taken_back() {
        Patient patient = Patient.numbered(7301, "MERCY");
        Study study = stack.studies().unordered(patient, "CT", "HEAD", 2);
        show(study);
        Order order = Order.of(patient, "CT", "CT HEAD");
        WebStack.place(stack.ports().mllp(), order);
        JsonNode item = await("study", study.uid(), 1);
        long studyId = item.at("/study/id").asLong();
        long orderId = item.at("/candidates/0/order/id").asLong();
        assertThat(item.at("/candidates/0/order/accession").asText()).isEqualTo(order.accession());
        assertThat(item.at("/candidates/0/speaksFor").toString()).contains("The same patient.");
        String pair = "{\"studyId\":" + studyId + ",\"orderId\":" + orderId + ",\"reason\":\"asked the ward\"}";

        assertThat(asking("integrator").post(PATH + "/accept", pair).status()).isEqualTo(403);
        JsonNode accepted =
                asking("coordinator").post(PATH + "/accept", pair).ok().json();
        long caseId = awaitCase(order, true);
        assertThat(stack.as("coordinator")
                        .get("/overread/api/cases/" + caseId + "/timeline")
                        .text())
                .contains("coordinator bound the study to order " + orderId);
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit?subject=study:" + studyId)
                        .json()
                        .at("/items/0/who")
                        .asText())
                .isEqualTo("coordinator");

        String undo = PATH + "/decisions/" + accepted.get("id").asLong() + "/undo";
        assertThat(asking("coordinator")
                        .post(undo, "")
                        .ok()
                        .json()
                        .get("undoneBy")
                        .asText())
                .isEqualTo("coordinator");
        awaitCase(order, false);
        assertThat(await("study", study.uid(), 1).at("/candidates/0/order/id").asLong())
                .isEqualTo(orderId);
        assertThat(asking("coordinator").post(undo, "").status()).isEqualTo(409);
        assertThat(stack.as("coordinator")
                        .get(PATH + "/decisions?study=" + studyId)
                        .json()
                        .at("/items/0/reason")
                        .asText())
                .isEqualTo("asked the ward");
    }

    @Test
    void another_patients_images_under_an_orders_number_are_a_conflict_that_nobody_can_link() {
        Order order = Order.of(Patient.numbered(7302, "MERCY"), "CT", "CT HEAD");
        WebStack.place(stack.ports().mllp(), order);
        Patient other = Patient.numbered(7303, "MERCY");
        Order mixed = new Order(
                other,
                order.placer(),
                order.filler(),
                order.accession(),
                order.procedureId(),
                order.studyUid(),
                order.modality(),
                order.procedureCode(),
                order.procedureText(),
                order.priority());
        show(stack.studies().of(mixed, 1));

        JsonNode item = await("conflict", order.studyUid(), 1);
        assertThat(item.at("/candidates/0/kind").asText()).isEqualTo("CONFLICT");
        Reply refused = asking("coordinator")
                .post(
                        PATH + "/link",
                        "{\"studyId\":" + item.at("/study/id").asLong() + ",\"orderId\":"
                                + item.at("/candidates/0/order/id").asLong() + ",\"confirm\":true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("OVR000810");
        assertThat(refused.text()).doesNotContain("N-7302", "N-7303");
        assertThat(stack.as("coordinator")
                        .get(PATH + "/decisions?study=" + item.at("/study/id").asLong())
                        .json()
                        .get("items"))
                .as("a refused decision is not kept")
                .isEmpty();
        assertThat(stack.as("coordinator")
                        .get(PATH + "/counts")
                        .json()
                        .get("conflicts")
                        .asInt())
                .isPositive();
    }

    @Test
    void who_has_nothing_to_decide_is_refused_and_what_cannot_be_read_is_400() {
        assertThat(stack.as("technologist").get(PATH).status()).isEqualTo(403);
        assertThat(stack.as("integrator").get(PATH + "?kind=order").status()).isEqualTo(200);
        assertThat(stack.as("coordinator").get(PATH + "?kind=all").status()).isEqualTo(400);
        for (String body : new String[] {"{", "{}", "{\"studyId\":\"DOE\"}", "{\"patient\":\"DOE\"}"}) {
            Reply reply = asking("coordinator").post(PATH + "/unlink", body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.text()).doesNotContain("DOE");
        }
        assertThat(asking("coordinator")
                        .post(PATH + "/unlink", "{\"studyId\":999999999}")
                        .status())
                .isEqualTo(404);
    }

    private static void show(Study study) {
        stack.hospital().store(study);
        stack.http()
                .header("X-Overread-Key", Stack.TEST_NOTIFY_KEY)
                .get("/overread/notify/studies/" + study.uid())
                .ok();
    }

    private static JsonNode await(String kind, String studyUid, int candidates) {
        JsonNode[] found = {null};
        Waiting.until(kind + " of the study", Duration.ofSeconds(60), () -> {
            for (JsonNode item : stack.as("coordinator")
                    .get(PATH + "?kind=" + kind + "&limit=200")
                    .ok()
                    .json()
                    .get("items")) {
                if (item.at("/study/studyUid").asText().equals(studyUid)
                        && item.get("candidates").size() >= candidates) {
                    found[0] = item;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    /** The open case of an order, once it has its study, or has not. */
    private static long awaitCase(Order order, boolean withStudy) {
        long[] found = {0};
        Waiting.until("case of the order", Duration.ofSeconds(60), () -> {
            for (JsonNode item : stack.as("coordinator")
                    .post("/overread/api/cases/search", "{\"accession\":\"" + order.accession() + "\"}")
                    .ok()
                    .json()
                    .get("items")) {
                if (item.hasNonNull("orderId") && item.hasNonNull("studyId") == withStudy) {
                    found[0] = item.get("id").asLong();
                }
            }
            return found[0] > 0;
        });
        return found[0];
    }

    private static Http asking(String user) {
        return stack.as(user).header("X-Requested-With", "test");
    }
}
