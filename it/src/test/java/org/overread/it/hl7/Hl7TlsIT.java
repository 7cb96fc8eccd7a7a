/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.it.hl7.Hl7Server.RIS;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;

/** MLLP over TLS on the running server: only a sender with a certificate that is trusted is heard. */
class Hl7TlsIT {
    private static Stack stack;
    private static Hl7Keys keys;

    @BeforeAll
    static void start() {
        stack = Hl7Server.stack();
        keys = Hl7Server.keys();
        org.overread.kit.Waiting.until("the TLS port", java.time.Duration.ofMinutes(1), () -> {
            connect(Hl7Keys.SENDER).close();
            return true;
        });
    }

    @Test
    void an_order_of_a_sender_with_a_good_certificate_is_acknowledged_and_there() throws IOException {
        Order order = order();
        try (MllpClient sender = connect(Hl7Keys.SENDER)) {
            MllpClient.Ack answer = sender.send(RIS.ormO01(order));
            assertThat(answer.code()).as(answer.text()).isEqualTo("AA");
        }
        assertThat(Hl7Server.orders(stack.database(), order)).isEqualTo(1);
    }

    @Test
    void a_sender_without_a_certificate_or_with_a_wrong_one_is_not_heard() throws IOException {
        for (String name : new String[] {null, Hl7Keys.STRANGER}) {
            Order order = order();
            long before = Hl7Server.messages(stack.database());
            assertThat(answer(name, order)).as("sender %s", name).isEqualTo("no connection");
            assertThat(Hl7Server.orders(stack.database(), order)).isZero();
            assertThat(Hl7Server.messages(stack.database())).isEqualTo(before);
        }
        an_order_of_a_sender_with_a_good_certificate_is_acknowledged_and_there();
    }

    @Test
    void a_plain_message_on_the_tls_port_is_not_answered() throws IOException {
        long before = Hl7Server.messages(stack.database());
        try (MllpClient plain = MllpClient.to(stack.ports().mllpTls())) {
            plain.write(RIS.ormO01(order()).getBytes(StandardCharsets.UTF_8));
            byte[] heard = plain.socket().getInputStream().readAllBytes();
            // at most the alert that this is no handshake (RFC 8446 section 6), and nothing of HL7
            assertThat(new String(heard, StandardCharsets.ISO_8859_1)).doesNotContain("MSA", "MSH");
            assertThat(heard.length).isLessThanOrEqualTo(7);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        assertThat(Hl7Server.messages(stack.database())).isEqualTo(before);
    }

    private static String answer(String name, Order order) throws IOException {
        try (MllpClient sender = connect(name)) {
            return sender.send(RIS.ormO01(order)).text();
        } catch (SSLException | SocketException | EOFException refused) {
            return "no connection";
        }
    }

    private static MllpClient connect(String name) throws IOException {
        return MllpClient.to(stack.ports().mllpTls(), keys.sockets(name));
    }

    private static Order order() {
        return Order.of(Patient.numbered(8001, "MERCY"), "CT", "CT HEAD");
    }
}
