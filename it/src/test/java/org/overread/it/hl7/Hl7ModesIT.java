/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.it.hl7.Hl7Server.RIS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;

/** Enhanced mode, batches, long segments, odd lines and delimiters, and great messages, on the running server. */
class Hl7ModesIT {
    private static Stack stack;
    private static EmbeddedPostgres database;

    @BeforeAll
    static void start() {
        stack = Hl7Server.stack();
        database = stack.database();
    }

    @AfterEach
    void the_server_goes_on() throws IOException {
        Hl7Server.takesAGoodOrder(stack);
    }

    @Test
    void the_enhanced_mode_is_answered_by_its_conditions_after_the_commit() throws IOException {
        assertThat(mode("AL", "NE", true)).isEqualTo("CA");
        assertThat(mode("AL", "AL", true)).isEqualTo("CA");
        assertThat(mode("AL", "AL", false)).isEqualTo("CE");
        assertThat(mode("NE", "AL", true)).isEqualTo("AA");
        assertThat(mode("NE", "AL", false)).isEqualTo("AE");
        assertThat(mode("SU", "NE", true)).isEqualTo("CA");
        assertThat(mode("ER", "NE", false)).isEqualTo("CE");
    }

    @Test
    void an_answer_that_is_not_wanted_is_not_sent_and_the_message_is_taken() throws IOException {
        for (String[] wish : new String[][] {{"NE", "NE"}, {"ER", "NE"}, {"", "ER"}}) {
            Order silent = order();
            Order heard = order();
            try (MllpClient sender = stack.mllp()) {
                sender.write(bytes(wishing(RIS.omgO19(silent), wish[0], wish[1])));
                String next = RIS.omgO19(heard);
                MllpClient.Ack answer = sender.send(next);
                assertThat(answer.controlId()).isEqualTo(org.overread.kit.Hl7Orders.controlId(next));
            }
            assertThat(Hl7Server.orders(database, silent)).isEqualTo(1);
        }
    }

    @Test
    void a_batch_is_taken_message_by_message_and_sent_again_changes_nothing() throws IOException {
        List<Order> orders = new ArrayList<>(List.of(order(), order(), order()));
        String bad = RIS.omgO19(orders.get(1)).replace("ORC|NW", "ORC|ZZ");
        String batch = "FHS|^~\\&|RIS|MERCY|OVERREAD|MERCY|||||F7\rBHS|^~\\&|RIS|MERCY|OVERREAD|MERCY|||||B7\r"
                + RIS.omgO19(orders.get(0)) + bad + RIS.omgO19(orders.get(2)) + "BTS|3\rFTS|1\r";

        for (int time = 0; time < 2; time++) {
            try (MllpClient sender = stack.mllp()) {
                String answer = sender.send(batch).text();
                assertThat(answer)
                        .startsWith("FHS|")
                        .contains("\rBHS|")
                        .contains("\rBTS|3\r")
                        .endsWith("FTS|1\r");
                assertThat(answer.split("\rMSA\\|")).hasSize(4);
                assertThat(answer).containsSubsequence("\rMSA|AA|", "\rMSA|AE|", "\rMSA|AA|");
            }
        }

        assertThat(orders).extracting(o -> Hl7Server.orders(database, o)).containsExactly(1L, 0L, 1L);
        assertThat(database.number("select count(*) from message m join message_identifier i on i.message_id = m.id"
                        + " where m.state = 'ACCEPTED' and i.value = '"
                        + orders.get(0).placer() + "'"))
                .isEqualTo(1);
    }

    @Test
    void marks_lines_and_delimiters_of_every_kind_are_understood() throws IOException {
        List<String> odd = List.of("\uFEFF%s", "lines", "delimiters", "no control id");
        for (String kind : odd) {
            Order order = order();
            String plain = RIS.omgO19(order);
            String message = switch (kind) {
                case "lines" ->
                    plain.replaceFirst("\r", "\n").replaceFirst("\r", "\r\n").replaceFirst("\r", "\n\r");
                case "delimiters" ->
                    plain.replace("^~\\&", "*%!$").replace('|', '#').replace('^', '*');
                case "no control id" -> plain.replace("|" + org.overread.kit.Hl7Orders.controlId(plain) + "|", "||");
                default -> kind.formatted(plain);
            };
            try (MllpClient sender = stack.mllp()) {
                String answer = sender.send(message).text();
                assertThat(answer.replace('#', '|')).as(kind).contains("\rMSA|AA");
                assertThat(sender.send(message).text().replace('#', '|'))
                        .as(kind)
                        .contains("\rMSA|AA");
            }
            assertThat(Hl7Server.orders(database, order)).as(kind).isEqualTo(1);
        }
    }

    @Test
    void an_order_with_ten_thousand_observations_is_taken() throws IOException {
        Order order = order();
        StringBuilder message = new StringBuilder(RIS.ormO01(order));
        for (int i = 1; i <= 10_000; i++) {
            message.append("OBX|")
                    .append(i)
                    .append("|TX|1^A^L||value ")
                    .append(i)
                    .append("\r");
        }
        assertThat(Hl7Server.answerTo(stack, message.toString())).isEqualTo("AA");
        assertThat(Hl7Server.orders(database, order)).isEqualTo(1);
    }

    @Test
    void a_document_of_20_mb_within_the_limits_is_taken_and_kept_whole() throws IOException {
        Order order = order();
        String message =
                RIS.ormO01(order) + "OBX|1|ED|PDF^^L||^application^pdf^Base64^" + "QUJD".repeat(5 << 20) + "\r";
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("AA");
        assertThat(Hl7Server.orders(database, order)).isEqualTo(1);
        assertThat(database.number("select count(*) from message m join message_identifier i on i.message_id = m.id"
                        + " where i.value = '" + order.placer()
                        + "' and i.kind = 'PLACER' and m.acknowledgement = 'AA'"))
                .isEqualTo(1);
    }

    @Test
    void bombs_of_repetitions_components_and_lines_are_answered() throws IOException {
        for (String bomb : List.of("~", "^", "&", "~A^B&C")) {
            Order order = order();
            String message = RIS.ormO01(order).replace("^99SITE", "^99SITE" + bomb.repeat(100_000));
            assertThat(Hl7Server.answerTo(stack, message)).as(bomb).isIn("AA", "AE");
        }
        Order order = order();
        String repeated = RIS.ormO01(order).replace("^^^MERCY||", "^^^MERCY" + "~X^^^MERCY".repeat(50_000) + "||");
        assertThat(Hl7Server.answerTo(stack, repeated)).isEqualTo("AA");
        assertThat(Hl7Server.answerTo(stack, RIS.ormO01(order()) + "NTE|1\r".repeat(60_000)))
                .isEqualTo("AE");
    }

    private static String mode(String accept, String application, boolean good) throws IOException {
        String message = wishing(RIS.omgO19(order()), accept, application);
        return Hl7Server.answerTo(stack, good ? message : message.replace("ORC|NW", "ORC|ZZ"));
    }

    /** MSH-15 and MSH-16. */
    private static String wishing(String message, String accept, String application) {
        return message.replace("|P|2.5||||||", "|P|2.5|||" + accept + "|" + application + "||");
    }

    private static Order order() {
        return Order.of(Patient.INVENTED.get(0), "CT", "CT HEAD");
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }
}
