/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.Consumer;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/** The server and database that the HL7 tests share: no archives, short patience with senders that stop half way. */
final class Hl7Server {
    static final Duration FRAME_IDLE = Duration.ofSeconds(3);
    static final Hl7Orders RIS = Hl7Orders.from("RIS", "MERCY");

    private static Stack stack;
    private static Hl7Keys keys;

    private Hl7Server() {}

    static synchronized Stack stack() {
        if (stack == null) {
            Stack fresh = prepare("hl7");
            keys = Hl7Keys.in(fresh.folder().resolve("keys"));
            keys.give(fresh.server());
            start(fresh);
            Runtime.getRuntime().addShutdownHook(new Thread(fresh::stop, "stop the HL7 stack"));
            stack = fresh;
        }
        return stack;
    }

    /** A stack of its own without archives, for a test that kills. */
    static Stack start(String name) {
        return start(name, database -> {});
    }

    /** One whose database has settings of its own. */
    static Stack start(String name, Consumer<EmbeddedPostgres> settings) {
        Stack fresh = prepare(name);
        settings.accept(fresh.database());
        return start(fresh);
    }

    /** The keys of the shared stack, whose TLS port is open. */
    static Hl7Keys keys() {
        stack();
        return keys;
    }

    private static Stack prepare(String name) {
        Stack fresh = Stack.fresh(name).withTestUsers().install();
        fresh.server().with("overread.mllp.frame-idle", FRAME_IDLE.toString());
        return fresh;
    }

    private static Stack start(Stack fresh) {
        fresh.database().start();
        fresh.server().start().awaitDeployed("overread.ear").awaitReady();
        awaitOpen(fresh);
        return fresh;
    }

    /** The port opens a moment after the server is ready. */
    static void awaitOpen(Stack stack) {
        Waiting.until("MLLP port", Duration.ofMinutes(2), () -> {
            stack.mllp().close();
            return true;
        });
    }

    /** MSA-1 of the answer, or {@code closed} when the server closed the connection instead. */
    static String answerTo(Stack stack, String message) throws IOException {
        try (MllpClient sender = stack.mllp()) {
            return sender.send(message).code();
        } catch (EOFException | SocketException closed) {
            return "closed";
        }
    }

    /** The server still does its work: a new order is acknowledged and there. */
    static void takesAGoodOrder(Stack stack) throws IOException {
        Order order = Order.of(Patient.INVENTED.get(0), "CT", "CT HEAD");
        try (MllpClient sender = stack.mllp()) {
            MllpClient.Ack answer = sender.send(RIS.ormO01(order));
            assertThat(answer.code()).as(answer.text()).isEqualTo("AA");
        }
        assertThat(orders(stack.database(), order)).isEqualTo(1);
    }

    static long orders(EmbeddedPostgres database, Order order) {
        return database.number("select count(*) from imaging_order where placer_number = '" + order.placer() + "'");
    }

    /** Newest message: state and MSA-1. */
    static String lastMessage(EmbeddedPostgres database) {
        return database.rows("select state || ' ' || acknowledgement from message order by id desc limit 1").stream()
                .findFirst()
                .orElse("none");
    }

    static long messages(EmbeddedPostgres database) {
        return database.number("select count(*) from message");
    }
}
