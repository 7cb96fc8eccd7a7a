/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overread.kit.Hl7Orders;
import org.overread.kit.Hl7Reports;
import org.overread.kit.Http;
import org.overread.kit.MllpClient;
import org.overread.kit.MllpReceiver;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** One of each thing that an address can name, all of one site and group, and the bodies that operations are sent. */
final class MatrixFixture implements AutoCloseable {
    private static final String PDF = "%PDF-1.4\n%%EOF\n";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Stack stack;
    private final MllpReceiver group = MllpReceiver.start();

    MatrixFixture(Stack stack) throws IOException {
        this.stack = stack;
        String configuration =
                """
                sites:
                  - {name: mercy, authority: MERCY, accessionIssuer: MERCY}
                  - {name: lakeside, authority: LAKE, accessionIssuer: LAKE}
                senders:
                  - name: ris
                    site: mercy
                    match: {sendingApplication: RIS, sendingFacility: MERCY}
                  - name: group-ris
                    match: {sendingApplication: GRIS, sendingFacility: NEURO}
                archives:
                  - name: hospital
                    kind: dicomweb
                    site: mercy
                    url: %s
                    quietPeriod: PT10M
                destinations:
                  - {name: matrix-pacs, kind: dicomweb, url: "%s"}
                groups:
                  - name: local
                    tier: local
                    destination: matrix-pacs
                    hl7:
                      sender: group-ris
                      orders: {host: localhost, port: %d, application: GRIS, facility: NEURO}
                  - {name: elsewhere, tier: regional}
                  - {name: far, tier: global}
                rules:
                  - {name: all here, when: "true", then: {group: local}}
                """.formatted(stack.hospital().dicomWeb(), stack.group().dicomWeb(), group.port());
        stack.configure(configuration);
        bodies.put("", "");
        bodies.put("empty", "{}");
        bodies.put("configuration", configuration);
        bodies.put("message", "{\"message\":\"MSH|^~\\\\&|RIS|MERCY\"}");
        bodies.put("search", "{\"text\":\"nobody\"}");
        bodies.put("note", "{\"text\":\"a note\"}");
        bodies.put("reason", "{\"reason\":\"because\"}");
        bodies.put("priority", "{\"priority\":\"ASAP\",\"reason\":\"because\"}");
        bodies.put("group", "{\"group\":\"local\"}");
        bodies.put("reader", "{\"reader\":\"group-radiologist\"}");
        bodies.put("opinion", "{\"group\":\"elsewhere\",\"text\":\"What is it?\"}");
        bodies.put("receiver", "{\"receiver\":\"nobody\"}");
        bodies.put("problem", "{\"problem\":\"OVR999999\"}");
        open(reported());
    }

    /** A case with a report on it, which is final and so of no more use for acts. */
    private long reported() throws IOException {
        long id = available(Order.of(Patient.numbered(6300, "MERCY"), "CT", "CT HEAD"), false);
        Waiting.until("the group's RIS was told", LIMIT, () -> !group.messages().isEmpty());
        String report = Hl7Reports.from("GRIS", "NEURO")
                .report(
                        group.messages().get(0),
                        "F",
                        Instant.now(),
                        List.of("Nothing found."),
                        PDF.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Waiting.until("the report is taken", LIMIT, () -> {
            try (MllpClient line = stack.mllp()) {
                return line.send(report).code().equals("AA");
            }
        });
        JsonNode reports =
                coordinator().get("/overread/api/cases/" + id + "/reports").ok().json();
        names.put("report", reports.at("/items/0/id").asText());
        return id;
    }

    private void open(long reported) throws IOException {
        Order order = Order.of(Patient.numbered(6301, "MERCY"), "CT", "CT CHEST");
        long id = available(order, true);
        names.put("id", Long.toString(id));
        JsonNode found = coordinator().get("/overread/api/cases/" + id).ok().json();
        String uid = names.get("studyUid");
        names.put("order", one("orders", "{\"accession\":\"" + order.accession() + "\"}"));
        names.put(
                "study",
                coordinator()
                        .get("/overread/api/studies?studyUid=" + uid)
                        .ok()
                        .json()
                        .at("/items/0/id")
                        .asText());
        names.put(
                "patient", one("patients", "{\"patientId\":\"" + order.patient().id() + "\"}"));
        names.put("message", one("messages", "{\"placerNumber\":\"" + order.placer() + "\"}"));
        names.put(
                "transfer",
                coordinator()
                        .get("/overread/api/transfers?case=" + id)
                        .ok()
                        .json()
                        .at("/items/0/id")
                        .asText());
        names.put("version", "1");
        names.put("other", "1");
        names.put("frames", "1");
        names.put("attribute", "7fe00010");
        names.put("letter", "999999999");
        names.put("opinion", "1");
        names.put("decision", "1");
        names.put(
                "replay",
                admin().send(
                                "POST",
                                "/overread/api/configuration/replay",
                                "application/yaml",
                                java.net.http.HttpRequest.BodyPublishers.ofString(bodies.get("configuration")))
                        .ok()
                        .json()
                        .get("id")
                        .asText());
        bodies.put(
                "pair",
                "{\"studyId\":" + names.get("study") + ",\"orderId\":" + names.get("order")
                        + ",\"reason\":\"because\",\"confirm\":true}");
        if (found.isEmpty() || names.containsValue("") || reported == id) {
            throw new IllegalStateException("not all is there: " + names);
        }
    }

    private String one(String what, String search) {
        return coordinator()
                .post("/overread/api/" + what + "/search", search)
                .ok()
                .json()
                .at("/items/0/id")
                .asText();
    }

    private long available(Order order, boolean named) throws IOException {
        try (MllpClient ris = stack.mllp()) {
            ris.send(Hl7Orders.from("RIS", "MERCY").ormO01(order));
        }
        Study study = stack.studies().of(order, 2);
        stack.hospital().store(study);
        stack.http()
                .header("X-Overread-Key", Stack.TEST_NOTIFY_KEY)
                .get("/overread/notify/studies/" + study.uid())
                .ok();
        String path = "/overread/api/studies/" + study.uid() + "/complete";
        Waiting.until(
                "the study is known",
                LIMIT,
                () -> stack.as("technologist")
                                .header("X-Requested-With", "test")
                                .post(path, "")
                                .status()
                        == 200);
        long[] id = {0};
        Waiting.until("the case is available", LIMIT, () -> {
            JsonNode item = coordinator()
                    .post("/overread/api/cases/search", "{\"accession\":\"" + order.accession() + "\"}")
                    .ok()
                    .json()
                    .at("/items/0");
            id[0] = item.path("id").asLong();
            return item.path("state").asText().equals("AVAILABLE");
        });
        if (named) {
            names.put("studyUid", study.uid());
            names.put("seriesUid", study.instances().get(0).seriesUid());
            names.put("instanceUid", study.instances().get(0).sopInstanceUid());
        }
        return id[0];
    }

    private Http coordinator() {
        return stack.as("coordinator");
    }

    private Http admin() {
        return stack.as("admin");
    }

    /** The address with what is there in place of its names. */
    String path(MatrixRow row) {
        String path = row.operation().substring(row.operation().indexOf(' ') + 1);
        for (Map.Entry<String, String> name : names.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", name.getValue());
        }
        if (path.equals("/dicomweb/series") || path.equals("/dicomweb/instances")) {
            path += "?StudyInstanceUID=" + names.get("studyUid");
        }
        if (path.endsWith("/decisions/why")) {
            path += "?reader=own-radiologist";
        }
        return "/overread" + path.replace("/bulkdata/7fe00010", "/bulk/7fe00010");
    }

    String body(String name) {
        String body = bodies.get(name);
        if (body == null) {
            throw new IllegalArgumentException("no body " + name);
        }
        return body;
    }

    /** What an operation made, for those that come after it. */
    void learn(MatrixRow row, Http.Reply reply) {
        if (row.operation().endsWith("/opinions") && row.operation().startsWith("POST")) {
            names.put("opinion", reply.json().get("id").asText());
        }
        if (row.operation().endsWith("/reconciliation/link")) {
            names.put("decision", reply.json().get("id").asText());
        }
    }

    /** The version that a change needs. */
    String version(String path) {
        if (path.startsWith("/overread/api/cases/")) {
            return coordinator().get("/overread/api/cases/" + names.get("id")).header("ETag");
        }
        if (path.startsWith("/overread/api/configuration")) {
            return admin().get("/overread/api/configuration").header("ETag");
        }
        return "\"0\"";
    }

    @Override
    public void close() throws IOException {
        group.close();
    }
}
