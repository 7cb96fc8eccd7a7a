/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.overread.it.transfer.OddDestination.Manner;
import org.overread.kit.Http;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** Transfers on the running server, between real archives: destinations that misbehave, and parts that are killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TransferIT {
    private static final int STUDIES = Integer.getInteger("overread.it.transfers", 50);
    private static final Duration LONG = Duration.ofMinutes(6);

    private static Stack stack;
    private static OddDestination odd;

    @BeforeAll
    static void start() throws IOException {
        odd = new OddDestination();
        stack = Stack.fresh("transfer");
        stack.server()
                .environment("OVERREAD_SECRET_NOTIFY", "it-notify-key")
                .with("overread.outbox.lease", "PT6S")
                .with("overread.outbox.poll", "PT0.5S")
                .with("overread.archive.idle-timeout", "PT10S");
        stack.withTestUsers().install().start();
        stack.configure("""
                sites:
                  - name: mercy
                    timezone: Europe/Berlin
                    authority: MERCY
                    accessionIssuer: MERCY
                archives:
                  - name: hospital
                    kind: dicomweb
                    site: mercy
                    url: %s
                    notifyKey: ${secret:notify}
                    intake: all
                    sweepInterval: PT5S
                    quietPeriod: PT3S
                destinations:
                  - name: group-pacs
                    kind: dicomweb
                    url: %s
                  - name: odd
                    kind: dicomweb
                    url: %s
                    requestTimeout: PT10S
                groups:
                  - name: local
                    tier: local
                    destination: group-pacs
                  - name: oddities
                    tier: regional
                    destination: odd
                rules:
                  - name: odd
                    enabled: true
                    when: modality == "MR"
                    then:
                      group: oddities
                  - name: rest
                    enabled: true
                    when: "true"
                    then:
                      group: local
                """.formatted(stack.hospital().dicomWeb(), stack.group().dicomWeb(), odd.url()));
    }

    @AfterAll
    static void stop() {
        stack.stop();
        odd.close();
    }

    private static Study arrive(int number, String modality, int images) {
        Study study = stack.studies()
                .size(modality.equals("CT") ? 512 : 64)
                .unordered(Patient.numbered(number, "MERCY"), modality, "STUDY " + number, images);
        stack.hospital().store(study);
        return study;
    }

    private static void announce(Study study) {
        Waiting.until("notice of a study", Duration.ofMinutes(1), () -> {
            Http http = stack.http().header("X-Overread-Key", "it-notify-key");
            return http.post("/overread/notify/studies/" + study.uid(), "").status() == 200;
        });
    }

    /** Transfers by Study Instance UID, as the operators' page shows them. */
    private static Map<String, JsonNode> transfers() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (JsonNode item : stack.as("integrator")
                .get("/overread/api/transfers?limit=200")
                .ok()
                .json()
                .path("items")) {
            all.put(item.path("studyUid").asText(), item);
        }
        return all;
    }

    private static String state(Study study) {
        JsonNode transfer = transfers().get(study.uid());
        return transfer == null
                ? "none"
                : transfer.path("state").asText() + " "
                        + transfer.path("problem").path("code").asText("");
    }

    private static void becomes(Study study, String wanted) {
        Waiting.until("transfer " + wanted, LONG, () -> state(study).startsWith(wanted), () -> state(study));
    }

    @Test
    @Order(1)
    void a_destination_that_misbehaves_ends_in_the_right_state_and_loses_nothing() {
        Map<Manner, Study> studies = new TreeMap<>();
        for (Manner manner : Manner.values()) {
            Study study = arrive(100 + manner.ordinal(), "MR", 3);
            odd.treat(study, manner);
            studies.put(manner, study);
        }
        odd.onWait(() -> stack.hospital().delete(studies.get(Manner.WAITS).uid()));
        studies.values().forEach(TransferIT::announce);

        becomes(studies.get(Manner.REFUSES), "QUARANTINED OVR000902");
        becomes(studies.get(Manner.SAYS_NOTHING), "VERIFIED");
        becomes(studies.get(Manner.PARTLY_AT_FIRST), "VERIFIED");
        becomes(studies.get(Manner.HANGS_ONCE), "VERIFIED");
        becomes(studies.get(Manner.CLOSES_ONCE), "VERIFIED");
        becomes(studies.get(Manner.WAITS), "QUARANTINED OVR000900");
        becomes(studies.get(Manner.KEEPS_FEWER), "QUARANTINED OVR000901");
        becomes(studies.get(Manner.FAILS), "QUARANTINED");
        becomes(studies.get(Manner.SHOWS_A_PAGE), "QUARANTINED");

        for (Manner well :
                List.of(Manner.SAYS_NOTHING, Manner.PARTLY_AT_FIRST, Manner.HANGS_ONCE, Manner.CLOSES_ONCE)) {
            assertThat(odd.held(studies.get(well)))
                    .isEqualTo(studies.get(well).pixels().keySet());
        }
        assertThat(odd.held(studies.get(Manner.KEEPS_FEWER))).hasSize(2);
        String log = stack.server().logged();
        assertThat(log).doesNotContain("TEST^NUMBER").doesNotContain("N-100").doesNotContain("\tat org.overread");
    }

    @Test
    @Order(2)
    void a_person_takes_up_what_is_quarantined() {
        Study study = arrive(200, "MR", 2);
        odd.treat(study, Manner.REFUSES);
        announce(study);
        becomes(study, "QUARANTINED");
        odd.treat(study, Manner.SAYS_NOTHING);

        JsonNode transfer = transfers().get(study.uid());
        String path = "/overread/api/transfers/" + transfer.path("id").asText() + "/retry";
        assertThat(stack.as("integrator")
                        .header("If-Match", "\"9999\"")
                        .post(path, "")
                        .status())
                .isEqualTo(412);
        assertThat(stack.as("radiologist")
                        .header("If-Match", "\"" + transfer.path("version").asText() + "\"")
                        .post(path, "")
                        .status())
                .isEqualTo(403);
        stack.as("integrator")
                .header("If-Match", "\"" + transfer.path("version").asText() + "\"")
                .post(path, "")
                .ok();
        becomes(study, "VERIFIED");
        assertThat(transfers().get(study.uid()).path("round").asInt()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void nothing_is_lost_while_archive_destination_and_server_are_killed_in_turn() throws Exception {
        List<Study> studies = new ArrayList<>();
        for (int i = 0; i < STUDIES; i++) {
            studies.add(arrive(1000 + i, "CT", 4 + i % 5));
        }
        studies.forEach(TransferIT::announce);
        Waiting.until(
                "the first transfer",
                LONG,
                () -> studies.stream().anyMatch(s -> transfers().containsKey(s.uid())));
        int kills = 0;
        int inFlight = 0;
        for (int turn = 0; turn < 6; turn++) {
            long open = transfers().values().stream()
                    .filter(t -> List.of("WAITING", "SENDING", "VERIFYING")
                            .contains(t.path("state").asText()))
                    .count();
            inFlight += open > 0 ? 1 : 0;
            switch (turn % 3) {
                case 0 -> {
                    stack.group().kill();
                    pause(1500);
                    stack.group().start();
                }
                case 1 -> {
                    stack.hospital().kill();
                    pause(1500);
                    stack.hospital().start();
                }
                default -> {
                    stack.server().kill();
                    stack.server().launch().awaitStarted().awaitReady();
                }
            }
            kills++;
            pause(turn % 3 == 2 ? 500 : 2500);
        }
        Map<String, Integer> available = new LinkedHashMap<>();
        Waiting.until(
                "all cases available",
                Duration.ofMinutes(8),
                () -> {
                    available.clear();
                    String cursor = "";
                    do {
                        JsonNode page = stack.as("coordinator")
                                .get("/overread/api/cases?state=AVAILABLE&limit=100" + cursor)
                                .ok()
                                .json();
                        page.path("items")
                                .forEach(item ->
                                        available.merge(item.path("studyUid").asText(), 1, Integer::sum));
                        cursor = page.hasNonNull("next")
                                ? "&cursor=" + page.path("next").asText()
                                : "";
                    } while (!cursor.isEmpty());
                    return studies.stream().allMatch(s -> available.containsKey(s.uid()));
                },
                () -> "available "
                        + studies.stream()
                                .filter(s -> available.containsKey(s.uid()))
                                .count());

        int lost = 0;
        int doubled = 0;
        int changed = 0;
        for (Study study : studies) {
            Map<String, String> source = stack.hospital().pixels(study.uid());
            Map<String, String> there = stack.group().pixels(study.uid());
            assertThat(source).isEqualTo(study.pixels());
            for (Map.Entry<String, String> object : source.entrySet()) {
                lost += there.containsKey(object.getKey()) ? 0 : 1;
                changed += object.getValue().equals(there.get(object.getKey())) ? 0 : 1;
            }
            doubled += (int) there.keySet().stream()
                    .filter(sop -> !source.containsKey(sop))
                    .count();
            doubled += available.get(study.uid()) - 1;
        }
        long audited = count("select count(*) from audit_event where event = '110104' and outcome = 0"
                + " and subject in (select 'transfer:' || id from transfer where destination = 'group-pacs')");
        long rounds = count("select coalesce(sum(round), 0) from transfer where destination = 'group-pacs'");
        long unfinished =
                count("select count(*) from transfer where destination = 'group-pacs' and state <> 'VERIFIED'");
        long cut = count("select count(*) from transfer_attempt where result <> 'VERIFIED' and transfer_id in"
                + " (select id from transfer where destination = 'group-pacs')");
        System.out.printf(
                "transfers under kill: %d studies, %d objects, %d kills (%d with transfers under way), %d attempts cut short;"
                        + " lost=%d doubled=%d changed=%d unfinished=%d audited=%d rounds=%d%n",
                studies.size(),
                studies.stream().mapToInt(s -> s.instances().size()).sum(),
                kills,
                inFlight,
                cut,
                lost,
                doubled,
                changed,
                unfinished,
                audited,
                rounds);
        assertThat(lost).isZero();
        assertThat(doubled).isZero();
        assertThat(changed).isZero();
        assertThat(unfinished).isZero();
        // one audit message for each round that was verified, none twice and none missing
        assertThat(audited).isEqualTo(rounds);
        assertThat(inFlight).isPositive();
    }

    private static long count(String query) throws Exception {
        try (var connection = DriverManager.getConnection(
                        stack.database().url(),
                        stack.database().user(),
                        stack.database().password());
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
