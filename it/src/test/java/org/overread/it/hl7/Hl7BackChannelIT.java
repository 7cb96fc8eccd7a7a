/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.MllpReceiver;
import org.overread.kit.MllpReceiver.Manner;
import org.overread.kit.MllpReceiver.Received;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/** Application acknowledgements of enhanced mode on a connection of their own, which is lost in between. */
class Hl7BackChannelIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Hl7Orders BACK = Hl7Orders.from("BACKRIS", "MERCY");

    private static Stack stack;
    private static MllpReceiver answers;
    private static MllpReceiver archive;

    @BeforeAll
    static void configure() throws IOException {
        stack = Hl7Server.stack();
        answers = MllpReceiver.start();
        archive = MllpReceiver.start();
        stack.configure("""
                sites:
                  - {name: mercy, timezone: Europe/Berlin, authority: MERCY, accessionIssuer: MERCY}
                senders:
                  - name: back
                    site: mercy
                    match: {sendingApplication: BACKRIS}
                    acknowledgements: {host: localhost, port: %d, answerTimeout: PT2S, resends: 100}
                  - {name: latin, site: mercy, match: {sendingApplication: LATINRIS}}
                archives:
                  - name: house
                    kind: dicomweb
                    site: mercy
                    url: http://127.0.0.1:1/dicom-web
                    hl7: {host: localhost, port: %d, application: HL7RCV, facility: DCM4CHEE, ownApplication: FRONT, ownFacility: DOOR}
                """.formatted(answers.port(), archive.port()));
    }

    @AfterAll
    static void close() throws IOException {
        answers.close();
        archive.close();
    }

    @Test
    void a_message_is_accepted_at_once_and_answered_apart_with_what_became_of_it() throws IOException {
        String good = message("AL", "AL");
        String bad = message("AL", "ER").replace("ORC|NW", "ORC|ZZ");
        assertThat(send(good)).isEqualTo("CA");
        assertThat(send(bad)).isEqualTo("CA");
        assertThat(send(message("AL", "NE").replace("ORC|NW", "ORC|ZZ"))).isEqualTo("CE");

        assertThat(answer(good).field("MSA", 1)).isEqualTo("AA");
        Received refusal = answer(bad);
        assertThat(refusal.field("MSA", 1)).isEqualTo("AE");
        assertThat(refusal.field("ERR", 7)).isEqualTo("OVR001410");
        assertThat(refusal.field("MSH", 15)).isEqualTo("AL");
        assertThat(refusal.field("MSH", 5)).isEqualTo("BACKRIS");
    }

    @Test
    void an_answer_waits_for_its_receiver_and_one_that_was_lost_comes_again() throws IOException {
        answers.kill();
        String sent = message("AL", "AL");
        assertThat(send(sent)).isEqualTo("CA");
        Waiting.until(
                "it was tried in vain",
                LIMIT,
                () -> stack.database()
                                .number("select count(*) from message m join outgoing_message o on o.message_id = m.id"
                                        + " where o.state = 'WAITING' and m.problem_code = 'OVR001500'")
                        > 0);
        answers.manner(new Once()::manner).open();
        assertThat(answer(sent).field("MSA", 1)).isEqualTo("AA");
        Waiting.until(
                "all were accepted",
                LIMIT,
                () -> stack.database()
                                .number("select count(*) from outgoing_message where purpose = 'ANSWER'"
                                        + " and state <> 'DELIVERED'")
                        == 0);
        assertThat(answers.repeats()).isPositive();
    }

    @Test
    void a_message_in_parts_is_one_order_and_goes_on_to_another_system_as_it_came() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(3), "CT", "CT HEAD");
        String whole = BACK.ormO01(order);
        String id = Hl7Orders.controlId(whole);
        String[] lines = whole.split("\r", 3);
        String first = lines[0] + "\r" + lines[1] + "\rDSC|POINTER|F\r";
        String[] header = lines[0].replace("|" + id + "|", "|" + id + "-2|").split("\\|", -1);
        header[13] = "POINTER";
        String last = String.join("|", header) + "\r" + lines[2];

        assertThat(send(last)).as("without the first part").isEqualTo("AE");
        assertThat(send(first)).isEqualTo("AA");
        assertThat(Hl7Server.orders(stack.database(), order)).isZero();
        assertThat(send(last)).isEqualTo("AA");
        assertThat(Hl7Server.orders(stack.database(), order)).isEqualTo(1);

        String again = BACK.ormO01(order, "XO", "SC");
        assertThat(send(again)).isEqualTo("AA");
        long stored = stack.database()
                .number("select id from message where direction = 'I' and control_id = '" + Hl7Orders.controlId(again)
                        + "'");
        String path = "/overread/api/messages/" + stored + "/forward";
        assertThat(stack.as("coordinator")
                        .post(path, "{\"receiver\":\"answers:back\"}")
                        .status())
                .isEqualTo(403);
        assertThat(stack.as("integrator")
                        .post(path, "{\"receiver\":\"archive:none\"}")
                        .status())
                .isEqualTo(400);
        var forwarded = stack.as("integrator")
                .post(path, "{\"receiver\":\"answers:back\"}")
                .ok()
                .json();
        assertThat(forwarded.path("original").asLong()).isEqualTo(stored);
        Waiting.until(
                "it arrived",
                LIMIT,
                () -> answers.messages().stream().anyMatch(m -> m.controlId().equals(Hl7Orders.controlId(again))));
        Received arrived = answers.messages().stream()
                .filter(m -> m.controlId().equals(Hl7Orders.controlId(again)))
                .findFirst()
                .orElseThrow();
        assertThat(arrived.text().split("\r", 2)[1]).isEqualTo(again.split("\r", 2)[1]);
        assertThat(arrived.field("MSH", 3)).isEqualTo("OVERREAD");
    }

    @Test
    void a_message_goes_on_to_an_archive_over_a_socket_with_no_byte_changed_but_msh_3_to_6() throws IOException {
        Order order = Order.of(Patient.INVENTED.get(4), "CT", "CT HEAD");
        Hl7Orders ris = Hl7Orders.from("LATINRIS", "MERCY");
        for (String declared : List.of("UNICODE UTF-8", "8859/1")) {
            Charset charset = declared.equals("8859/1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
            String message = ris.ormO01(order, declared.equals("8859/1") ? "XO" : "NW", "SC")
                    .replace("UNICODE UTF-8", declared)
                    .replace(order.patient().name(), "MÜLLER^JÖRG");
            try (MllpClient sender = stack.mllp()) {
                assertThat(sender.send(message.getBytes(charset)).code()).isEqualTo("AA");
            }
            long stored = stack.database()
                    .number("select id from message where direction = 'I' and control_id = '"
                            + Hl7Orders.controlId(message) + "'");
            stack.as("integrator")
                    .post("/overread/api/messages/" + stored + "/forward", "{\"receiver\":\"archive:house\"}")
                    .ok();
            Waiting.until(
                    "it arrived",
                    LIMIT,
                    () -> archive.messages().stream()
                            .anyMatch(m -> m.controlId().equals(Hl7Orders.controlId(message))));
            byte[] arrived = archive.bytesOf(Hl7Orders.controlId(message));
            assertThat(arrived)
                    .isEqualTo(message.replaceFirst(
                                    "\\|LATINRIS\\|MERCY\\|OVERREAD\\|MERCY\\|", "|FRONT|DOOR|HL7RCV|DCM4CHEE|")
                            .getBytes(charset));
        }
    }

    /** Loses the first answer. */
    private static final class Once {
        private boolean lost;

        private synchronized Manner manner(Received message) {
            boolean now = !lost;
            lost = true;
            return now ? Manner.LOSE_ANSWER : Manner.ACCEPT;
        }
    }

    private static String send(String message) throws IOException {
        try (MllpClient sender = stack.mllp()) {
            return sender.send(message).code();
        }
    }

    private static Received answer(String message) {
        String id = Hl7Orders.controlId(message);
        Waiting.until("the answer to " + id, LIMIT, () -> !to(id).isEmpty());
        assertThat(to(id)).hasSize(1);
        return to(id).get(0);
    }

    private static List<Received> to(String id) {
        return answers.messages().stream()
                .filter(m -> m.field("MSA", 2).equals(id))
                .toList();
    }

    private static String message(String accept, String application) {
        return BACK.omgO19(Order.of(Patient.INVENTED.get(0), "CT", "CT HEAD"))
                .replace("|P|2.5||||||", "|P|2.5|||" + accept + "|" + application + "||");
    }
}
