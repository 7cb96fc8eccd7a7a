/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.MllpClient;
import org.overread.kit.MllpReceiver;
import org.overread.kit.MllpReceiver.Manner;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/**
 * Each message to a case in each state that a case can be in: the answer, the effect and the audit trail are those that
 * {@code hl7/table.txt} says, which was written beforehand. The states from a report on are reached by reports of the
 * group's RIS; the hospital's takes them, but for those of cases that are to stay final.
 */
class Hl7TableIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final List<String> STATES = List.of(
            "NONE",
            "ORDERED",
            "ARRIVING",
            "COMPLETE",
            "ROUTED",
            "AVAILABLE",
            "READING",
            "PRELIMINARY",
            "FINAL",
            "DELIVERED",
            "CANCELLED");
    private static final Set<String> REPORTED = Set.of("PRELIMINARY", "FINAL", "DELIVERED");
    private static final Set<String> NOT_AT_THE_HOSPITAL = Set.of("NONE", "ORDERED", "ARRIVING", "CANCELLED");

    private static Stack stack;
    private static MllpReceiver results;

    @BeforeAll
    static void start() throws IOException {
        results = MllpReceiver.start();
        stack = Stack.fresh("hl7-table").withTestUsers().install().start();
        stack.configure("""
                sites:
                  - {name: mercy, timezone: UTC, authority: MERCY, accessionIssuer: MERCY}
                senders:
                  - name: ris
                    site: mercy
                    match: {sendingApplication: RIS, sendingFacility: MERCY}
                    results: {host: localhost, port: %d}
                  - name: local-ris
                    match: {sendingApplication: GRIS, sendingFacility: LOCAL}
                  - name: pacs
                    site: mercy
                    match: {sendingApplication: PACS, sendingFacility: MERCY}
                archives:
                  - name: house
                    kind: dicomweb
                    site: mercy
                    url: %s
                    intake: all
                    sweepInterval: PT2S
                    quietPeriod: PT2S
                    hl7Peers: [{sendingApplication: PACS, sendingFacility: MERCY}]
                  - name: slow
                    kind: dicomweb
                    site: mercy
                    url: %s
                    intake: all
                    sweepInterval: PT2S
                    quietPeriod: PT4H
                destinations:
                  - {name: down, kind: dicomweb, url: "http://127.0.0.1:1/dicom-web"}
                groups:
                  - {name: local, tier: local, hl7: {sender: local-ris}}
                  - {name: far, tier: regional, destination: down}
                rules:
                  - name: here
                    enabled: true
                    when: modality == "CT"
                    then: {group: local}
                  - name: there
                    enabled: true
                    when: modality == "MR"
                    then: {group: far}
                """.formatted(
                results.port(), stack.hospital().dicomWeb(), stack.group().dicomWeb()));
        Waiting.until(
                "both archives were looked at", LIMIT, () -> count("select count(*) from sweep where baseline") == 2);
    }

    @AfterAll
    static void stop() throws IOException {
        stack.stop();
        results.close();
    }

    @Test
    void each_message_does_to_a_case_in_each_state_what_the_table_says() throws IOException {
        Map<String, Map<String, String>> expected = table();
        List<TableCell> cells = new ArrayList<>();
        expected.forEach((message, states) -> {
            assertThat(states.keySet()).as(message).containsExactlyElementsOf(STATES);
            STATES.forEach(state -> cells.add(new TableCell(message, state)));
        });
        reach(cells);
        try (MllpClient ris = stack.mllp()) {
            for (TableCell cell : cells) {
                for (String first : cell.messages.before(cell.message)) {
                    ris.send(first);
                }
            }
            awaitSettled();
            for (TableCell cell : cells) {
                cell.before = cell.facts(stack);
                cell.auditedBefore = cell.audited(stack);
            }
            for (TableCell cell : cells) {
                cell.answered(ris.send(cell.text()).text());
            }
        }
        awaitSettled();
        List<String> wrong = new ArrayList<>();
        StringBuilder told = new StringBuilder("\nHL7 message, state of the case: answer, effect, audit\n");
        for (TableCell cell : cells) {
            String got = cell.outcome(cell.facts(stack), cell.audited(stack));
            String wanted = Objects.requireNonNull(expected.get(cell.message)).get(cell.state);
            told.append(String.format("%-18s %-10s %s%n", cell.message, cell.state, got));
            if (!got.equals(wanted)) {
                wrong.add(cell.message + " " + cell.state + ": " + got + ", not " + wanted);
            }
        }
        System.out.println(told.append(cells.size())
                .append(" cells, ")
                .append(wrong.size())
                .append(" wrong"));
        assertThat(wrong).isEmpty();
    }

    /** By messages, images and a claim, as it happens in life. */
    private static void reach(List<TableCell> cells) throws IOException {
        try (MllpClient ris = stack.mllp()) {
            for (TableCell cell : cells) {
                if (!cell.state.equals("NONE")) {
                    assertThat(ris.send(cell.messages.place()).code()).isEqualTo("AA");
                }
            }
        }
        for (TableCell cell : cells) {
            if (!NOT_AT_THE_HOSPITAL.contains(cell.state)) {
                stack.hospital().store(stack.studies().size(16).of(cell.order, 1));
            } else if (cell.state.equals("ARRIVING")) {
                stack.group().store(stack.studies().size(16).of(cell.order, 1));
            }
        }
        for (TableCell cell : cells) {
            switch (cell.state) {
                case "NONE" -> {}
                case "CANCELLED" -> await(cell, "ORDERED");
                case "READING", "PRELIMINARY", "FINAL", "DELIVERED" -> await(cell, "AVAILABLE");
                default -> await(cell, cell.state);
            }
        }
        Set<String> refused = cells.stream()
                .filter(cell -> cell.state.equals("FINAL"))
                .map(cell -> cell.order.placer())
                .collect(Collectors.toSet());
        results.manner(m -> refused.contains(m.field("OBR", 2).split("\\^")[0]) ? Manner.ERROR : Manner.ACCEPT);
        try (MllpClient ris = stack.mllp()) {
            for (TableCell cell : cells) {
                if (REPORTED.contains(cell.state)) {
                    String status = cell.state.equals("PRELIMINARY") ? "P" : "F";
                    MllpClient.Ack answer = ris.send(cell.messages.report(cell.caseId, status));
                    assertThat(answer.code()).as(answer.text()).isEqualTo("AA");
                } else if (cell.state.equals("CANCELLED")) {
                    ris.send(cell.messages.cancel());
                } else if (cell.state.equals("READING")) {
                    Http reader = stack.as("radiologist");
                    String path = "/overread/api/cases/" + cell.caseId;
                    reader.header("If-Match", reader.get(path).ok().header("ETag"))
                            .post(path + "/claim", "{}")
                            .ok();
                }
            }
        }
        cells.stream().filter(c -> !c.state.equals("NONE")).forEach(cell -> await(cell, cell.state));
    }

    private static void await(TableCell cell, String state) {
        Waiting.until(
                "the case is " + state,
                LIMIT,
                () -> cell.seen(stack).path("state").asText().equals(state),
                () -> cell.message + " " + cell.seen(stack));
    }

    /** What the messages started has ended, reports have gone out; transfers to what is down go on trying. */
    private static void awaitSettled() {
        Waiting.until(
                "nothing left to do for a case",
                LIMIT,
                () -> count("select count(*) from work where kind like 'case.%' or kind = 'transfer.stop'") == 0
                        && count("select count(*) from outgoing_message where state = 'WAITING'") == 0);
    }

    private static long count(String query) {
        return stack.database().number(query);
    }

    /** By message and state: answer, changes and audit, one blank between. */
    private static Map<String, Map<String, String>> table() throws IOException {
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        try (InputStream file = Objects.requireNonNull(Hl7TableIT.class.getResourceAsStream("/hl7/table.txt"))) {
            List<Map<String, String>> current = List.of();
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                String[] parts = line.strip().split(":", 2);
                if (line.startsWith(" ")) {
                    String cell = parts[1].strip().replaceAll("\\s+", " ");
                    current.forEach(each -> each.put(parts[0], cell));
                } else {
                    assertThat(parts[1]).as("clause of " + parts[0]).isNotBlank();
                    current = new ArrayList<>();
                    for (String message : parts[0].split(", ")) {
                        current.add(new LinkedHashMap<>());
                        assertThat(table.put(message, current.get(current.size() - 1)))
                                .as(message)
                                .isNull();
                    }
                }
            }
        }
        return table;
    }
}
