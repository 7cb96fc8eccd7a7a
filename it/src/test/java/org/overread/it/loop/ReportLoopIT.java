/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overread.kit.MllpClient;
import org.overread.kit.MllpReceiver.Manner;
import org.overread.kit.MllpReceiver.Received;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Waiting;

/** From the hospital's order to its report and back, with two HL7 systems that answer, misbehave and are killed. */
class ReportLoopIT {
    private static final byte[] PDF = "%PDF-1.4\nan invented report\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LONG = Duration.ofMinutes(10);

    private static Loop loop;

    @BeforeAll
    static void start() throws IOException {
        loop = new Loop("loop");
    }

    @AfterAll
    static void stop() throws IOException {
        loop.close();
    }

    @Test
    void the_hospital_has_each_report_once_under_its_own_numbers_and_the_case_is_delivered() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(4), "CT", "CT HEAD");
        Received told = loop.ordered(order, 3);
        assertThat(told.field("PID", 3)).isEqualTo("P-1005^^^MERCY");
        assertThat(told.field("PID", 5)).isEqualTo("ÖZTÜRK^AYŞE");
        assertThat(told.field("ZDS", 1)).startsWith(order.studyUid());
        assertThat(told.field("ORC", 2)).startsWith("OVR-").endsWith("^OVERREAD");

        Instant at = Instant.now();
        loop.send(Loop.GROUP.report(told, "P", at, List.of("First look."), null));
        loop.await(order, "PRELIMINARY");
        loop.send(Loop.GROUP.report(
                told, "F", at.plusSeconds(60), List.of("FINDINGS", "", "Schädel \\T\\ Hirn frei."), PDF));
        loop.await(order, "DELIVERED");
        loop.send(Loop.GROUP.report(told, "C", at.plusSeconds(120), List.of("Corrected."), null));
        Waiting.until(
                "the correction arrived", Loop.LIMIT, () -> loop.results(order).size() == 3);
        loop.await(order, "DELIVERED");

        List<Received> results = loop.results(order);
        assertThat(results).extracting(r -> r.field("OBR", 25)).containsExactly("P", "F", "C");
        assertThat(results).allSatisfy(r -> {
            assertThat(r.field("OBR", 2)).isEqualTo(order.placer() + "^RIS");
            assertThat(r.field("OBR", 3)).isEqualTo(order.filler() + "^RIS");
            assertThat(r.field("OBR", 18)).isEqualTo(order.accession());
            assertThat(r.field("PID", 3)).isEqualTo("P-1005^^^MERCY");
            assertThat(r.fields("OBX", 5)).first().isEqualTo(order.studyUid());
        });
        Waiting.until(
                "the order's status arrived",
                Loop.LIMIT,
                () -> loop.statuses(order).equals(List.of("IP", "CM")),
                () -> loop.statuses(order).toString());
        List<String> values = results.get(1).fields("OBX", 5);
        assertThat(values.subList(1, 4)).containsExactly("FINDINGS", "", "Schädel \\T\\ Hirn frei.");
        assertThat(values.get(4))
                .isEqualTo("^application^pdf^Base64^" + Base64.getEncoder().encodeToString(PDF));

        JsonNode reports = loop.stack
                .as("coordinator")
                .get("/overread/api/cases/" + loop.find(order).path("id").asText() + "/reports")
                .ok()
                .json()
                .path("items");
        assertThat(reports.findValuesAsText("status")).containsExactly("CORRECTED", "FINAL", "PRELIMINARY");
        assertThat(reports.findValuesAsText("standing")).containsExactly("CURRENT", "SUPERSEDED", "SUPERSEDED");
        String path = "/overread/api/reports/" + reports.path(1).path("id").asText();
        assertThat(loop.stack
                        .as("radiologist")
                        .get(path)
                        .ok()
                        .json()
                        .path("text")
                        .asText())
                .isEqualTo("FINDINGS\n\nSchädel & Hirn frei.");
        assertThat(loop.stack.as("stranger").get(path).status()).isEqualTo(404);
        assertThat(loop.stack
                        .as("integrator")
                        .get("/overread/api/messages?limit=200")
                        .ok()
                        .json()
                        .toString())
                .contains("\"out\"", "DELIVERED");
    }

    @Test
    void a_cancel_reaches_the_group_and_a_change_before_it() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(1), "CT", "CT NECK");
        Received told = loop.ordered(order, 2);
        loop.send(Loop.RIS.ormO01(order.stat(), "XO", "SC"));
        assertThat(loop.told(order, "XO").field("ORC", 2)).isEqualTo(told.field("ORC", 2));
        loop.send(Loop.RIS.ormO01(order, "CA", "CA"));
        assertThat(loop.told(order, "CA").field("ORC", 2)).isEqualTo(told.field("ORC", 2));
        Waiting.until(
                "the RIS is told",
                Loop.LIMIT,
                () -> loop.statuses(order).equals(List.of("IP", "CA")),
                () -> loop.statuses(order).toString());
    }

    @Test
    void a_change_after_a_preliminary_report_names_the_groups_own_number() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(0), "CT", "CT SPINE");
        Received told = loop.ordered(order, 2);
        assertThat(told.field("ORC", 3)).isEmpty();
        loop.send(Loop.GROUP
                .report(told, "P", Instant.now(), List.of("First look."), null)
                .replace("|G" + told.field("ORC", 2), "|G" + order.placer() + "^GRIS"));
        loop.await(order, "PRELIMINARY");
        loop.send(Loop.RIS.ormO01(order.stat(), "XO", "SC"));
        Received change = loop.told(order, "XO");
        assertThat(change.field("ORC", 3)).isEqualTo("G" + order.placer() + "^GRIS");
        assertThat(change.field("OBR", 3)).isEqualTo("G" + order.placer() + "^GRIS");
    }

    @Test
    void a_report_of_another_patient_or_of_nobodys_case_is_refused() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(2), "CT", "CT CHEST");
        Received told = loop.ordered(order, 2);
        String report = Loop.GROUP.report(told, "F", Instant.now(), List.of("Mixed up."), null);
        assertThat(answer(report.replace("P-1003^^^MERCY", "P-1001^^^MERCY"))).contains("MSA|AE|", "OVR001002");
        assertThat(answer(report.replace(told.field("ORC", 2), "OVR-999999^OVERREAD")))
                .contains("MSA|AE|", "OVR001000");
        assertThat(answer(report.replace("|F|", "|Q|"))).contains("MSA|AE|", "OVR001508");
        assertThat(loop.find(order).path("state").asText()).isEqualTo("AVAILABLE");
        assertThat(loop.results(order)).isEmpty();
    }

    @Test
    void a_refused_report_is_a_dead_letter_and_goes_when_it_is_retried() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(3), "CT", "CT KNEE");
        Received told = loop.ordered(order, 2);
        loop.ris.manner(
                m -> m.field("MSH", 9).startsWith("ORU") && m.field("OBR", 2).startsWith(order.placer())
                        ? Manner.ERROR
                        : Manner.ACCEPT);
        loop.send(Loop.GROUP.report(told, "F", Instant.now(), List.of("Final."), null));
        Waiting.until("the dead letter", Loop.LIMIT, () -> !deadLetters().isEmpty());
        assertThat(loop.find(order).path("state").asText()).isEqualTo("FINAL");
        loop.ris.manner(m -> Manner.ACCEPT);
        for (String id : deadLetters()) {
            loop.stack
                    .as("integrator")
                    .post("/overread/api/dead-letters/" + id + "/retry", "")
                    .ok();
        }
        loop.await(order, "DELIVERED");
        assertThat(loop.results(order)).hasSize(1);
    }

    private static List<String> deadLetters() {
        return loop.stack.database().rows("select id from dead_letter where kind = 'hl7.send'");
    }

    private static String answer(String message) throws IOException {
        try (MllpClient line = loop.stack.mllp()) {
            return line.send(message).text();
        }
    }

    @Test
    void each_report_arrives_once_and_in_order_though_the_ris_is_killed_and_its_answers_are_lost_doubled_and_wrong()
            throws Exception {
        reportsUnderFaults(320, 8800);
    }

    @Test
    @Tag("soak")
    void ten_thousand_reports_arrive_once_and_in_order_under_the_same_faults() throws Exception {
        reportsUnderFaults(10_000, 9800);
    }

    private static void reportsUnderFaults(int reports, int firstPatient) throws Exception {
        int cases = 8;
        int each = reports / cases;
        int repeatsBefore = loop.ris.repeats();
        Random random = new Random(11);
        List<Order> orders = new ArrayList<>();
        List<Received> told = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            Order order = Order.of(Patient.numbered(firstPatient + i, "MERCY"), "CT", "CT ABDOMEN");
            loop.send(Loop.RIS.ormO01(order));
            loop.stack.hospital().store(loop.stack.studies().of(order, 1));
            orders.add(order);
        }
        orders.forEach(order -> told.add(loop.told(order, "NW")));
        Map<Manner, Integer> faults = new HashMap<>();
        loop.ris.manner(m -> manner(random, faults, reports));
        Instant first = Instant.now();
        int kills = 3 + reports / 500;
        Thread killer = new Thread(() -> killing(random, kills), "kills the RIS");
        killer.start();
        try (MllpClient group = loop.stack.mllp()) {
            for (int n = 0; n < each; n++) {
                for (int i = 0; i < cases; i++) {
                    String report = Loop.GROUP.report(
                            told.get(i), n == 0 ? "F" : "C", first.plusSeconds(n), List.of("Version " + n), null);
                    assertThat(group.send(report).code()).isEqualTo("AA");
                }
            }
        }
        killer.join();
        Waiting.until(
                "all delivered",
                LONG.multipliedBy(1 + reports / 2000),
                () -> loop.stack
                                .database()
                                .number("select count(*) from outgoing_message where purpose = 'RESULT'"
                                        + " and state <> 'DELIVERED'")
                        == 0,
                () -> loop.stack
                        .database()
                        .rows("select state || ' ' || count(*) from outgoing_message group by state")
                        .toString());
        System.out.printf(
                "reports under faults: %d messages, answers %s, %d kills, came again %d%n",
                cases * each, faults, kills, loop.ris.repeats() - repeatsBefore);
        assertThat(faults).containsKeys(Manner.LOSE_ANSWER, Manner.ANSWER_TWICE, Manner.ANSWER_LATE, Manner.WRONG_ID);
        loop.ris.manner(m -> Manner.ACCEPT);
        List<String> expected =
                IntStream.range(0, each).mapToObj(n -> "Version " + n).toList();
        for (Order order : orders) {
            assertThat(loop.results(order))
                    .extracting(r -> r.fields("OBX", 5).get(1))
                    .isEqualTo(expected);
            loop.await(order, "DELIVERED");
        }
        assertThat(loop.ris.repeats()).as("some were in doubt and sent again").isGreaterThan(repeatsBefore);
    }

    /** A late answer takes its time: there are two to thirty of them. */
    private static Manner manner(Random random, Map<Manner, Integer> faults, int reports) {
        synchronized (faults) {
            int dice = random.nextInt(100);
            int late = faults.getOrDefault(Manner.ANSWER_LATE, 0);
            int all = faults.values().stream().mapToInt(Integer::intValue).sum();
            Manner manner = late < 2 + reports / 400 && all >= 50 + late * 350
                    ? Manner.ANSWER_LATE
                    : dice < 4
                            ? Manner.LOSE_ANSWER
                            : dice < 8 ? Manner.WRONG_ID : dice < 14 ? Manner.ANSWER_TWICE : Manner.ACCEPT;
            faults.merge(manner, 1, Integer::sum);
            return manner;
        }
    }

    private static void killing(Random random, int kills) {
        for (int i = 0; i < kills; i++) {
            try {
                Thread.sleep(1500 + random.nextInt(1500));
                loop.ris.kill();
                Thread.sleep(500 + random.nextInt(1000));
                loop.ris.open();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
