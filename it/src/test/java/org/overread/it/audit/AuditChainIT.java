/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Places;
import org.overread.kit.QuickstartConfiguration;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/** The chain on a real server: sealed, told outside, verified by REST and by the offline verifier. */
class AuditChainIT {
    private static final int ORDERS = 20;
    private static Stack stack;

    @TempDir
    private Path folder;

    @BeforeAll
    static void orders() throws Exception {
        stack = Stack.shared();
        stack.configure(QuickstartConfiguration.ownArchive(stack));
        try (MllpClient ris = stack.mllp()) {
            Hl7Orders orders = Hl7Orders.from("RIS", "MERCY");
            for (int i = 0; i < ORDERS; i++) {
                assertThat(ris.send(orders.ormO01(Order.of(Patient.numbered(7100 + i, "MERCY"), "CT", "CT ABDOMEN")))
                                .code())
                        .isEqualTo("AA");
            }
        }
    }

    private static long latest() {
        return stack.database().number("select max(id) from audit_event where event = '110109'");
    }

    private static void awaitSealed(long id) {
        Waiting.until(
                "event " + id + " to be sealed and its seal told outside",
                Duration.ofSeconds(30),
                () -> stack.database()
                                .number("select count(*) from audit_event e join audit_seal_slice s on s.slot = e.slot"
                                        + " and e.seq between s.first_seq and s.last_seq join audit_anchor a"
                                        + " on a.seal >= s.seal where e.id = " + id)
                        > 0);
    }

    @Test
    void what_was_done_is_sealed_signed_and_told_in_a_file() throws Exception {
        awaitSealed(latest());
        assertThat(stack.database().number("select count(*) from audit_seal where signature is null"))
                .isZero();
        assertThat(Files.readString(stack.anchors())).startsWith("overread.anchor.1 ");
        // nothing that was written is left out
        assertThat(stack.database()
                        .number(
                                "select count(*) from audit_event e join audit_seal_slice l on l.slot = e.slot and e.seq"
                                        + " between l.first_seq and l.last_seq join audit_seal s on s.number = l.seal"
                                        + " where e.event = '110109'"))
                .isGreaterThanOrEqualTo(ORDERS);
    }

    @Test
    void an_auditor_verifies_it_by_rest_and_nobody_else_does() {
        awaitSealed(latest());
        JsonNode verified =
                stack.as("auditor").get("/overread/api/audit/verify").ok().json();
        assertThat(verified.get("whole").asBoolean()).as(verified.toString()).isTrue();
        assertThat(verified.get("events").asLong()).isGreaterThanOrEqualTo(ORDERS);
        assertThat(verified.get("anchored").asLong()).isPositive();
        assertThat(stack.as("admin").get("/overread/api/audit/verify").status()).isEqualTo(403);
        assertThat(stack.as("coordinator").get("/overread/api/audit/export").status())
                .isEqualTo(403);
    }

    @Test
    void the_offline_verifier_says_that_an_export_is_whole_and_where_a_changed_one_is_not() throws Exception {
        awaitSealed(latest());
        String export =
                stack.as("auditor").get("/overread/api/audit/export").ok().text();
        Path file = Files.writeString(folder.resolve("export.ndjson"), export);
        assertThat(verifier(file.toString(), stack.anchors().toString()))
                .first()
                .asString()
                .startsWith("WHOLE seals=");
        List<String> lines = export.lines().toList();
        String event = lines.stream()
                .filter(line -> line.startsWith("{\"type\":\"event\""))
                .findFirst()
                .orElseThrow();
        Path cut = Files.write(
                folder.resolve("cut.ndjson"),
                lines.stream().filter(line -> !line.equals(event)).toList());
        assertThat(verifier(cut.toString(), stack.anchors().toString()))
                .anySatisfy(
                        line -> assertThat(line).startsWith("seal 1, event ").endsWith("the event is gone"));
        Path shorter = Files.write(folder.resolve("short.ndjson"), lines.subList(0, lines.size() - 1));
        assertThat(verifier(shorter.toString(), stack.anchors().toString()))
                .anySatisfy(line -> assertThat(line).endsWith("the export is not whole"));
    }

    @Test
    void one_event_is_proved_with_only_itself_its_path_and_an_anchor() throws Exception {
        long id = latest();
        awaitSealed(id);
        String proof = stack.as("auditor")
                .get("/overread/api/audit/" + id + "/proof")
                .ok()
                .text();
        Path file = Files.writeString(folder.resolve("proof.json"), proof);
        assertThat(verifier("--proof", file.toString(), stack.anchors().toString()))
                .first()
                .asString()
                .startsWith("INCLUDED event ");
        String event = proof.replaceFirst("\"event\":\"([A-Za-z0-9+/]{200})[A-Za-z0-9]", "\"event\":\"$1A")
                .replaceFirst("\"event\":\"([A-Za-z0-9+/]{201})[A-Za-z0-9]", "\"event\":\"$1z");
        Path other = Files.writeString(folder.resolve("other.json"), event);
        assertThat(verifier("--proof", other.toString(), stack.anchors().toString()))
                .first()
                .asString()
                .startsWith("NOT PROVED");
        assertThat(stack.as("auditor")
                        .get("/overread/api/audit/999999999/proof")
                        .status())
                .isEqualTo(404);
    }

    /** What the verifier prints, run as an auditor runs it: by itself, with nothing on its class path. */
    private static List<String> verifier(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-jar",
                Places.root()
                        .resolve("ejb/audit-verify/target/overread-audit-verify.jar")
                        .toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return out.lines().toList();
    }
}
