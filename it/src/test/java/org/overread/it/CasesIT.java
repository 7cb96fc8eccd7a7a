/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.DicomStudies;
import org.overread.kit.Hl7Orders;
import org.overread.kit.Http;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** Orders and images become cases, by real messages, archives and transfers; whichever comes first. */
class CasesIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Hl7Orders RIS = Hl7Orders.from("RIS", "MERCY");

    private static final String KEY = "cases-key";

    private static Stack stack;
    private static Study historic;

    @BeforeAll
    static void configure() {
        stack = Stack.fresh("cases");
        stack.server().environment("OVERREAD_SECRET_CASES", KEY);
        stack.withTestUsers().install().start();
        historic = studies().unordered(Patient.INVENTED.get(0), "CT", "OLD", 2);
        stack.hospital().store(historic);
        stack.configure("""
                sites:
                  - name: mercy
                    timezone: Europe/Berlin
                    authority: MERCY
                    accessionIssuer: MERCY
                senders:
                  - name: ris
                    site: mercy
                    match: {sendingApplication: RIS, sendingFacility: MERCY}
                archives:
                  - name: cases-hospital
                    kind: dicomweb
                    site: mercy
                    url: %s
                    intake: all
                    sweepInterval: PT2S
                    quietPeriod: PT2S
                    notifyKey: ${secret:cases}
                    hl7Peers: [{sendingApplication: PACS, sendingFacility: MERCY}]
                destinations:
                  - {name: cases-pacs, kind: dicomweb, url: "%s"}
                groups:
                  - {name: local, tier: local, destination: cases-pacs}
                rules:
                  - name: all to local
                    enabled: true
                    when: "true"
                    then: {group: local}
                """.formatted(stack.hospital().dicomWeb(), stack.group().dicomWeb()));
        Waiting.until(
                "the first sweep",
                LIMIT,
                () -> stack.database()
                                .number("select count(*) from sweep where archive = 'cases-hospital' and baseline")
                        == 1);
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    private static DicomStudies studies() {
        return stack.studies();
    }

    private static void send(String message) throws IOException {
        try (MllpClient ris = stack.mllp()) {
            assertThat(ris.send(message).code()).isEqualTo("AA");
        }
    }

    /** The case of a study or an order, as the coordinator sees it. */
    private static JsonNode found(String patientId, String studyUid) {
        JsonNode items = stack.as("coordinator")
                .post("/overread/api/cases/search", "{\"patientId\":\"" + patientId + "\"}")
                .ok()
                .json()
                .get("items");
        for (JsonNode item : items) {
            if (item.path("studyUid").asText().equals(studyUid)) {
                return item;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static JsonNode await(Study study, String state) {
        Waiting.until(
                "the case is " + state,
                LIMIT,
                () -> found(study.patient().id(), study.uid())
                        .path("state")
                        .asText()
                        .equals(state),
                () -> found(study.patient().id(), study.uid()).toString());
        return found(study.patient().id(), study.uid());
    }

    @Test
    void an_order_and_its_images_become_a_case_that_a_reader_can_take() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(1), "CT", "CT ABDOMEN").stat();
        send(RIS.ormO01(order));
        Study study = studies().of(order, 4);
        await(study, "ORDERED");
        stack.hospital().store(study);
        JsonNode there = await(study, "AVAILABLE");
        assertThat(there.path("priority").asText()).isEqualTo("STAT");
        assertThat(there.at("/images/verification").asText()).isEqualTo("instances");
        assertThat(stack.group().pixels(study.uid())).isEqualTo(study.pixels());
    }

    @Test
    void images_before_their_order_are_one_case() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(2), "MR", "MR HEAD");
        Study study = studies().of(order, 3);
        stack.hospital().store(study);
        JsonNode first = await(study, "AVAILABLE");
        send(RIS.omiO23(order));
        Waiting.until(
                "the order joined",
                LIMIT,
                () -> !found(study.patient().id(), study.uid())
                        .path("orderId")
                        .asText("")
                        .isEmpty());
        assertThat(found(study.patient().id(), study.uid()).path("id")).isEqualTo(first.path("id"));
    }

    @Test
    void late_images_before_the_claim_are_proven_too() {
        Study study = studies().unordered(Patient.INVENTED.get(3), "DX", "HAND", 2);
        stack.hospital().store(study);
        await(study, "AVAILABLE");
        Study late = studies().more(study, 1);
        stack.hospital().store(late);
        Waiting.until(
                "the late image is at the group",
                LIMIT,
                () -> stack.group().pixels(study.uid()).size() == 3);
        assertThat(await(study, "AVAILABLE").at("/images/there").asInt()).isEqualTo(3);
    }

    @Test
    void late_images_after_the_claim_leave_the_reader_alone() {
        Study study = studies().unordered(Patient.INVENTED.get(4), "DX", "FOOT", 2);
        stack.hospital().store(study);
        JsonNode there = await(study, "AVAILABLE");
        String path = "/overread/api/cases/" + there.path("id").asText();
        Http reader = stack.as("radiologist");
        String tag = reader.get(path).ok().header("ETag");
        reader.header("If-Match", tag).post(path + "/claim", "{}").ok();
        assertThat(stack.as("radiologist2")
                        .header("If-Match", tag)
                        .post(path + "/claim", "{}")
                        .status())
                .isEqualTo(409);
        assertThat(stack.as("stranger").get(path).status()).isEqualTo(404);
        stack.hospital().store(studies().more(study, 1));
        Waiting.until(
                "the late image is at the group",
                LIMIT,
                () -> stack.group().pixels(study.uid()).size() == 3);
        Waiting.until(
                "the reader is told",
                LIMIT,
                () -> reader.get(path).json().at("/images/changed").asBoolean());
        assertThat(reader.get(path).json().path("state").asText()).isEqualTo("READING");
    }

    @Test
    void what_was_there_before_us_never_becomes_a_case() {
        Waiting.until(
                "two more sweeps",
                LIMIT,
                () -> stack.database()
                                .number("select count(*) from sweep where archive = 'cases-hospital'"
                                        + " and swept_to > installed_at + interval '4 s'")
                        == 1);
        assertThat(found(historic.patient().id(), historic.uid()).isMissingNode())
                .isTrue();
    }

    @Test
    void status_update_notice_and_sweep_of_one_study_meet_in_one_completion_and_one_case() throws IOException {
        Study study = studies().unordered(Patient.numbered(7501, "MERCY"), "CT", "ABDOMEN", 3);
        stack.hospital().store(study);
        Http archive = stack.http().header("X-Overread-Key", KEY);
        Hl7Orders pacs = Hl7Orders.from("PACS", "MERCY");
        for (int time = 0; time < 3; time++) {
            archive.post("/overread/notify/studies/" + study.uid(), "").ok();
            send(pacs.statusUpdate(study));
        }
        await(study, "AVAILABLE");
        archive.post("/overread/notify/studies/" + study.uid(), "").ok();
        send(pacs.statusUpdate(study));
        String id = stack.database()
                .rows("select id from study where study_uid = '" + study.uid() + "'")
                .get(0);
        awaitSettled("study:" + id, study);
        assertThat(count(
                        "select count(*) from timeline where kind = 'study.complete' and subject = 'study:" + id + "'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from reading_case where study_id = " + id))
                .isEqualTo(1);
        assertThat(count("select count(*) from transfer where study_uid = '" + study.uid() + "'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from imaging_order where placer_number = '" + study.uid() + "'"))
                .as("a status update is no order")
                .isZero();
    }

    /** Every hint was looked into: none is waiting, and a sweep has begun and ended since. */
    private static void awaitSettled(String subject, Study study) {
        Waiting.until(
                "nothing left to do for " + subject,
                LIMIT,
                () -> count("select count(*) from work where payload::text like '%" + study.uid() + "%'") == 0);
    }

    private static long count(String query) {
        return stack.database().number(query);
    }
}
