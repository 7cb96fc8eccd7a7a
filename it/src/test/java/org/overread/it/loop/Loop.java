/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.overread.kit.Hl7Orders;
import org.overread.kit.Hl7Reports;
import org.overread.kit.MllpClient;
import org.overread.kit.MllpReceiver;
import org.overread.kit.MllpReceiver.Received;
import org.overread.kit.Order;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** A hospital with its RIS and archive, a reading group with its own RIS, and Overread between them. */
final class Loop implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(3);
    static final Hl7Orders RIS = Hl7Orders.from("RIS", "MERCY");
    static final Hl7Reports GROUP = Hl7Reports.from("GRIS", "NEURO");

    final Stack stack;
    final MllpReceiver ris = MllpReceiver.start();
    final MllpReceiver group = MllpReceiver.start();

    Loop(String name) throws IOException {
        stack = Stack.fresh(name);
        stack.server().environment("OVERREAD_SECRET_LOOP", "loop-key").with("overread.outbox.poll", "PT0.5S");
        stack.withTestUsers().install().start();
        stack.configure("""
                sites:
                  - {name: mercy, timezone: Europe/Berlin, authority: MERCY, accessionIssuer: MERCY}
                senders:
                  - name: ris
                    site: mercy
                    match: {sendingApplication: RIS, sendingFacility: MERCY}
                    results: {host: localhost, port: %d, application: RIS, facility: MERCY, status: orm, answerTimeout: PT5S, resends: 1000}
                  - name: group-ris
                    match: {sendingApplication: GRIS, sendingFacility: NEURO}
                archives:
                  - name: loop-hospital
                    kind: dicomweb
                    site: mercy
                    url: %s
                    sweepInterval: PT2S
                    quietPeriod: PT2S
                    notifyKey: ${secret:loop}
                destinations:
                  - {name: loop-pacs, kind: dicomweb, url: "%s"}
                groups:
                  - name: local
                    tier: local
                    destination: loop-pacs
                    hl7:
                      sender: group-ris
                      orders: {host: localhost, port: %d, application: GRIS, facility: NEURO, answerTimeout: PT5S}
                rules:
                  - {name: all to local, when: "true", then: {group: local}}
                """.formatted(
                        ris.port(), stack.hospital().dicomWeb(), stack.group().dicomWeb(), group.port()));
        Waiting.until(
                "the first sweep",
                LIMIT,
                () -> stack.database().number("select count(*) from sweep where baseline") == 1);
    }

    /** Sends a message that is taken. */
    void send(String message) throws IOException {
        try (MllpClient line = stack.mllp()) {
            MllpClient.Ack answer = line.send(message);
            assertThat(answer.code()).as(answer.text()).isEqualTo("AA");
        }
    }

    /** An order and its images, up to the order that the group's RIS gets. */
    Received ordered(Order order, int images) throws IOException {
        send(RIS.ormO01(order));
        Study study = stack.studies().of(order, images);
        stack.hospital().store(study);
        return told(order, "NW");
    }

    /** What the group's RIS was told of an order of the hospital's. */
    Received told(Order order, String control) {
        Waiting.until("the group's RIS has " + control, LIMIT, () -> find(order, control) != null, () -> at(order));
        return find(order, control);
    }

    private Received find(Order order, String control) {
        return group.messages().stream()
                .filter(m -> m.field("OBR", 18).equals(order.accession())
                        && m.field("ORC", 1).equals(control))
                .findFirst()
                .orElse(null);
    }

    /** ORC-5 of the status changes that came to the hospital's RIS on an order. */
    List<String> statuses(Order order) {
        return ris.messages().stream()
                .filter(m -> m.field("OBR", 2).startsWith(order.placer())
                        && m.field("ORC", 1).equals("SC"))
                .map(m -> m.field("ORC", 5))
                .toList();
    }

    /** Reports that came to the hospital's RIS on an order. */
    List<Received> results(Order order) {
        return ris.messages().stream()
                .filter(m -> m.field("OBR", 2).startsWith(order.placer())
                        && m.field("MSH", 9).startsWith("ORU"))
                .toList();
    }

    JsonNode find(Order order) {
        JsonNode items = stack.as("coordinator")
                .post("/overread/api/cases/search", "{\"accession\":\"" + order.accession() + "\"}")
                .ok()
                .json()
                .path("items");
        return items.path(0);
    }

    void await(Order order, String state) {
        Waiting.until(
                "the case is " + state,
                LIMIT,
                () -> find(order).path("state").asText().equals(state),
                () -> at(order));
    }

    private String at(Order order) {
        JsonNode found = find(order);
        return found + "\n"
                + stack.as("coordinator")
                        .get("/overread/api/cases/" + found.path("id").asText() + "/timeline")
                        .json();
    }

    @Override
    public void close() throws IOException {
        stack.stop();
        ris.close();
        group.close();
    }
}
