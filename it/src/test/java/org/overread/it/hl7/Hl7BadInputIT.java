/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.it.hl7.Hl7Server.RIS;

import java.io.EOFException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;

/** What senders get wrong, on the running server: a clear answer each time, nothing lost, no patient in the log. */
class Hl7BadInputIT {
    private static final Patient PATIENT = new Patient("SECRETID77", "MERCY", "SECRETNAME^IDA", "19770707", "F");

    private static Stack stack;
    private static EmbeddedPostgres database;

    @BeforeAll
    static void start() {
        stack = Hl7Server.stack();
        database = stack.database();
    }

    @AfterEach
    void the_server_goes_on_and_its_log_holds_no_patient() throws Exception {
        Hl7Server.takesAGoodOrder(stack);
        assertThat(stack.server().logged()).doesNotContain("SECRETID77", "SECRETNAME");
    }

    @Test
    void a_truncated_frame_is_no_message() throws Exception {
        long before = Hl7Server.messages(database);
        byte[] order = RIS.ormO01(order()).getBytes(StandardCharsets.UTF_8);
        try (MllpClient sender = stack.mllp()) {
            sender.raw(new byte[] {0x0b});
            sender.raw(java.util.Arrays.copyOf(order, order.length / 2));
            sender.socket().shutdownOutput();
            assertThat(sender.isClosedByServer()).isTrue();
        }
        assertThat(Hl7Server.messages(database)).isEqualTo(before);
    }

    @Test
    void a_truncated_frame_does_not_swallow_the_message_that_follows_it() throws Exception {
        Order lost = order();
        Order next = order();
        byte[] half = RIS.ormO01(lost).substring(0, 200).getBytes(StandardCharsets.UTF_8);
        try (MllpClient sender = stack.mllp()) {
            sender.raw(new byte[] {0x0b});
            sender.raw(half);
            assertThat(sender.send(RIS.ormO01(next)).code()).isEqualTo("AA");
        }
        assertThat(Hl7Server.orders(database, lost)).isZero();
        assertThat(Hl7Server.orders(database, next)).isEqualTo(1);
    }

    @Test
    void a_frame_of_100_mb_is_cut_off() throws Exception {
        long before = Hl7Server.messages(database);
        byte[] block = "OBX|1|TX|||SECRETNAME".repeat(5000).getBytes(StandardCharsets.UTF_8);
        try (MllpClient sender = stack.mllp()) {
            sender.raw(("\u000b" + RIS.ormO01(order())).getBytes(StandardCharsets.UTF_8));
            for (long sent = 0; sent < 100_000_000; sent += block.length) {
                sender.raw(block);
            }
            sender.raw(new byte[] {0x1c, 0x0d});
            assertThat(sender.isClosedByServer()).isTrue();
        } catch (SocketException cutOff) {
            assertThat(cutOff).isNotNull(); // the server closed while it was being written to
        }
        assertThat(Hl7Server.messages(database)).isEqualTo(before);
        assertThat(stack.server().logged()).contains("OVR002006");
    }

    @Test
    void a_message_without_msh_is_refused_and_kept() throws Exception {
        assertThat(Hl7Server.answerTo(stack, "PID|1||SECRETID77^^^MERCY||SECRETNAME^IDA\r"))
                .isIn("AE", "AR");
        assertThat(Hl7Server.lastMessage(database)).startsWith("REFUSED");
    }

    @Test
    void a_message_of_a_wrong_version_is_refused_and_kept() throws Exception {
        assertThat(Hl7Server.answerTo(stack, RIS.ormO01(order()).replace("|2.3.1|", "|9.9|")))
                .isIn("AE", "AR");
        assertThat(Hl7Server.lastMessage(database)).startsWith("REFUSED");
    }

    @Test
    void binary_garbage_in_a_frame_is_refused_and_kept_byte_by_byte() throws Exception {
        byte[] garbage = new byte[4000];
        new Random(4711).nextBytes(garbage);
        for (int i = 0; i < garbage.length; i++) {
            if (garbage[i] == 0x1c || garbage[i] == 0x0b) {
                garbage[i] = 0;
            }
        }
        try (MllpClient sender = stack.mllp()) {
            assertThat(sender.send(garbage).code()).isIn("AE", "AR");
        }
        assertThat(database.number("select count(*) from message where state = 'REFUSED' and raw = decode('"
                        + java.util.HexFormat.of().formatHex(garbage) + "', 'hex')"))
                .isEqualTo(1);
    }

    @Test
    void a_null_character_within_a_name_is_refused_and_never_cut_off() throws Exception {
        Order order = order();
        String message = RIS.ormO01(order).replace(order.patient().name(), "DOE\0^JANE");
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("AE");
        assertThat(Hl7Server.orders(database, order)).isZero();
    }

    @Test
    void two_messages_in_one_frame_are_refused_and_neither_is_done() throws Exception {
        Order one = order();
        Order other = order();
        assertThat(Hl7Server.answerTo(stack, RIS.ormO01(one) + RIS.ormO01(other)))
                .isIn("AE", "AR");
        assertThat(Hl7Server.orders(database, one) + Hl7Server.orders(database, other))
                .isZero();
        assertThat(Hl7Server.lastMessage(database)).startsWith("REFUSED");
    }

    @Test
    void a_half_open_connection_disturbs_nobody_and_is_closed_in_time() throws Exception {
        List<MllpClient> halfOpen = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            MllpClient sender = stack.mllp();
            sender.raw("\u000bMSH|^~\\&|SECRETNAME".getBytes(StandardCharsets.UTF_8));
            halfOpen.add(sender);
        }
        Hl7Server.takesAGoodOrder(stack);
        for (MllpClient sender : halfOpen) {
            sender.within(Hl7Server.FRAME_IDLE.plus(Duration.ofSeconds(20)));
            assertThat(sender.isClosedByServer()).isTrue();
            sender.close();
        }
    }

    @Test
    void five_hundred_connections_at_once_are_each_answered() throws Exception {
        List<MllpClient> senders = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            senders.add(stack.mllp().within(Duration.ofSeconds(60)));
            orders.add(Order.of(Patient.numbered(i, "MERCY"), "CT", "CT HEAD"));
        }
        for (int i = 0; i < senders.size(); i++) {
            senders.get(i).write(RIS.ormO01(orders.get(i)).getBytes(StandardCharsets.UTF_8));
        }
        int accepted = 0;
        for (MllpClient sender : senders) {
            accepted += sender.receive().code().equals("AA") ? 1 : 0;
            sender.close();
        }
        assertThat(accepted).isEqualTo(500);
        String placers = String.join("','", orders.stream().map(Order::placer).toList());
        assertThat(database.number("select count(*) from imaging_order where placer_number in ('" + placers + "')"))
                .isEqualTo(500);
    }

    @Test
    void an_unknown_character_set_is_refused_and_no_name_is_damaged() throws Exception {
        Order order = order();
        assertThat(Hl7Server.answerTo(stack, RIS.ormO01(order).replace("UNICODE UTF-8", "KLINGON")))
                .isEqualTo("AE");
        assertThat(Hl7Server.orders(database, order)).isZero();
        assertThat(Hl7Server.lastMessage(database)).startsWith("REFUSED");
    }

    @Test
    void an_order_with_no_patient_id_is_refused() throws Exception {
        Order order = order();
        String message = RIS.ormO01(order).replace("SECRETID77^^^MERCY", "");
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("AE");
        assertThat(Hl7Server.orders(database, order)).isZero();
    }

    @Test
    void a_cancel_of_an_unknown_order_is_kept_with_a_warning_and_the_order_then_comes_cancelled() throws Exception {
        Order order = order();
        String placed = RIS.ormO01(order); // of an older or the same second
        assertThat(Hl7Server.answerTo(stack, RIS.cancel(order))).isEqualTo("AA");
        assertThat(Hl7Server.lastMessage(database)).isEqualTo("WARNED AA");
        assertThat(Hl7Server.answerTo(stack, placed)).isEqualTo("AA");
        assertThat(database.rows("select state from imaging_order where placer_number = '" + order.placer() + "'"))
                .containsExactly("CANCELLED");
    }

    @Test
    void a_merge_of_a_patient_into_itself_is_refused() throws Exception {
        assertThat(Hl7Server.answerTo(stack, RIS.adt("A04", PATIENT))).isEqualTo("AA");
        assertThat(Hl7Server.answerTo(stack, RIS.merge(PATIENT, PATIENT))).isEqualTo("AE");
        assertThat(database.number(
                        "select count(*) from patient where patient_id = 'SECRETID77' and merged_into is null"))
                .isEqualTo(1);
    }

    @Test
    void stray_bytes_around_the_frames_lose_no_message() throws Exception {
        Order order = order();
        try (MllpClient sender = stack.mllp()) {
            sender.raw("\r\n  ".getBytes(StandardCharsets.UTF_8));
            assertThat(sender.send(RIS.ormO01(order)).code()).isEqualTo("AA");
            sender.raw("\n\n".getBytes(StandardCharsets.UTF_8));
            assertThat(sender.send(RIS.ormO01(order())).code()).isEqualTo("AA");
        }
        assertThat(Hl7Server.orders(database, order)).isEqualTo(1);
    }

    @Test
    void a_stream_cut_at_every_byte_has_one_effect_or_none() throws Exception {
        List<Order> whole = new ArrayList<>();
        List<Order> broken = new ArrayList<>();
        int length = frame(RIS.ormO01(order())).length;
        for (int cut = 1; cut < length - 1; cut++) {
            Order order = order();
            byte[] frame = frame(RIS.ormO01(order));
            try (MllpClient sender = stack.mllp()) {
                sender.raw(java.util.Arrays.copyOf(frame, cut));
                Thread.sleep(1);
                sender.raw(java.util.Arrays.copyOfRange(frame, cut, frame.length));
                assertThat(sender.receive().code()).as("cut at %d", cut).isEqualTo("AA");
            }
            whole.add(order);
            Order ended = order();
            frame = frame(RIS.ormO01(ended));
            try (MllpClient sender = stack.mllp()) {
                // orders differ by a byte or two in length, and none of these may be whole
                sender.raw(java.util.Arrays.copyOf(frame, Math.min(cut, frame.length - 2)));
                sender.socket().shutdownOutput();
                assertThat(sender.isClosedByServer()).as("ended at %d", cut).isTrue();
            } catch (EOFException | SocketException closed) {
                // just as good
            }
            broken.add(ended);
        }
        assertThat(whole).allSatisfy(order -> assertThat(count(order)).isEqualTo("1"));
        assertThat(broken).allSatisfy(order -> assertThat(count(order)).isEqualTo("0"));
        System.out.println("MLLP stream cut at " + whole.size() + " places: " + whole.size() + " orders once, "
                + broken.size() + " unfinished ones never");
    }

    private java.util.Map<String, String> counts;

    private String count(Order order) {
        if (counts == null) {
            counts = new java.util.HashMap<>();
            database.rows("select placer_number, count(*) from imaging_order group by 1")
                    .forEach(row -> counts.put(row.split("\\|")[0], row.split("\\|")[1]));
        }
        return counts.getOrDefault(order.placer(), "0");
    }

    private static byte[] frame(String message) {
        return ("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8);
    }

    private static Order order() {
        return Order.of(PATIENT, "CT", "CT HEAD");
    }
}
