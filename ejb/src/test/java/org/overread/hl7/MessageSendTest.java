/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.config.Hl7Receiver;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lane;
import org.overread.outbox.Lease;
import org.overread.outbox.MessageEnded;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/** One try to send a message, by what the receiver does with it: over a socket, on the real database. */
class MessageSendTest implements Work, Lease {
    private final Jdbi jdbi = TestDatabase.jdbi();
    private final LoopConfigured configured = new LoopConfigured();
    private final RecordedEvents<Object> events = new RecordedEvents<>();
    private final List<WorkItem> work = new ArrayList<>();
    private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
    private MllpLines lines;
    private MessageSend send;
    private OutgoingMessages outgoing;
    private ServerSocket peer;
    /** MSA of the answer; empty: the connection is closed. */
    private volatile String says = "";

    @BeforeEach
    void wire() throws IOException {
        peer = new ServerSocket(0, 5, InetAddress.getByName("localhost"));
        Thread thread = new Thread(this::serve, "peer");
        thread.setDaemon(true);
        thread.start();
        lines = new MllpLines();
        OutgoingTable table = new OutgoingTable(jdbi);
        outgoing = new OutgoingMessages(table, this, Clock.systemUTC());
        GroupOrderRows told = new GroupOrderRows(jdbi, Clock.systemUTC());
        send = new MessageSend(table, told, lines, new Breaker(jdbi), configured, events);
        receiver(Hl7Receiver.InDoubt.RESEND, 2);
    }

    @AfterEach
    void close() throws IOException {
        lines.close();
        peer.close();
    }

    @Test
    void a_positive_answer_with_our_control_id_ends_it() {
        long id = message();
        assertThat(attempt(id, "MSA|AA|OVR" + id)).isEqualTo("Done DELIVERED");
        assertThat(arrived).singleElement().satisfies(text -> assertThat(text).contains("|OVR" + id + "|P|2.5.1"));
        assertThat(ended()).isEqualTo("true");
        assertThat(attempt(id, "MSA|AA|OVR" + id))
                .as("what was delivered is not sent again")
                .isEqualTo("Done DELIVERED");
        assertThat(arrived).hasSize(1);
    }

    @Test
    void a_refusal_is_a_dead_letter_that_names_the_code_and_nothing_of_the_text() {
        long id = message();
        assertThat(attempt(id, "MSA|AE|OVR" + id + "|MUSTERMANN is unknown\rERR||PID^1^3|204^Unknown^HL70357|E"))
                .isEqualTo("Dead OVR001504 REFUSED");
        assertThat(problem(id)).contains("AE", "204").doesNotContain("MUSTERMANN");
        assertThat(ended()).isEqualTo("false");
    }

    @Test
    void without_an_answer_that_counts_it_is_in_doubt_and_sent_again_so_many_times_and_no_more() {
        long id = message();
        assertThat(attempt(id, "")).isEqualTo("Retry OVR001502 IN_DOUBT");
        assertThat(attempt(id, "MSA|AA|OTHER")).isEqualTo("Retry OVR001503 IN_DOUBT");
        assertThat(attempt(id, "MSA|ZZ|OVR" + id)).isEqualTo("Dead OVR001503 IN_DOUBT");
        assertThat(arrived).hasSize(3);
        assertThat(new LinkedHashSet<>(arrived)).as("the same bytes each time").hasSize(1);
        assertThat(attempt(id, "MSA|AA|OVR" + id)).as("a person retries it").isEqualTo("Done DELIVERED");
    }

    @Test
    void a_receiver_that_takes_a_repeat_for_news_gets_none() {
        receiver(Hl7Receiver.InDoubt.LIST, 12);
        long id = message();
        assertThat(attempt(id, "")).isEqualTo("Dead OVR001502 IN_DOUBT");
        assertThat(arrived).hasSize(1);
    }

    @Test
    void a_node_that_stopped_in_the_middle_of_a_send_leaves_it_in_doubt() {
        receiver(Hl7Receiver.InDoubt.LIST, 12);
        long id = message();
        new OutgoingTable(jdbi).sending(id);
        assertThat(attempt(id, "MSA|AA|OVR" + id)).isEqualTo("Dead OVR001502 IN_DOUBT");
        assertThat(arrived).isEmpty();
    }

    @Test
    void what_cannot_be_reached_waits_and_then_rests() throws IOException {
        long id = message();
        peer.close();
        for (int time = 0; time < 3; time++) {
            assertThat(attempt(id, "")).isEqualTo("Retry OVR001500 WAITING");
        }
        assertThat(attempt(id, "")).as("the receiver rests").isEqualTo("Again WAITING");
    }

    @Test
    void a_receiver_that_is_configured_no_more_is_a_dead_letter() {
        long id = message();
        jdbi.useHandle(h -> h.execute("update outgoing_message set receiver = 'group:gone' where message_id = ?", id));
        assertThat(attempt(id, "")).isEqualTo("Dead OVR001505 REFUSED");
    }

    @Test
    void the_number_in_a_groups_answer_is_kept_with_its_order() {
        Reply reply =
                Reply.of(("MSH|^~\\&|P|P|O|O|2026||ORR^O02|1|P|2.5.1\rMSA|AA|OVR7\rORC|OK|OVR-1^OVERREAD|G9^GRIS\r")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(reply.filler()).isEqualTo(new Reply.Number("G9", "GRIS"));
        Reply odd = Reply.of("MSH|^~\\&|P\rMSA|AA|OVR7\rORC|OK||G\\T\\9^GRIS\r".getBytes(StandardCharsets.US_ASCII));
        assertThat(odd.filler().value()).isEmpty();
    }

    /** One try, its outcome and the state that it leaves. */
    private String attempt(long id, String answer) {
        says = answer;
        WorkOutcome outcome =
                send.handle(WorkItem.now(MessageSend.KIND, "k", Lane.LONG, new OutgoingMessages.Send(id)), 1, this);
        outcome.effect().run();
        String problem = outcome instanceof WorkOutcome.Dead dead
                ? " " + dead.problem().code()
                : outcome instanceof WorkOutcome.Retry retry
                        ? " " + retry.problem().code()
                        : "";
        String state = jdbi.withHandle(h -> h.createQuery("select state from outgoing_message where message_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
        return outcome.getClass().getSimpleName() + problem + " " + state;
    }

    private String ended() {
        return events.fired().stream()
                .map(event -> String.valueOf(((MessageEnded) event).delivered()))
                .findFirst()
                .orElse("");
    }

    private String problem(long id) {
        return jdbi.withHandle(h -> h.createQuery("select problem_text from message where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }

    private long message() {
        return outgoing.append(new Outgoing(
                "group:neuro",
                configured.receiver,
                "S",
                Outgoing.Purpose.FORWARD,
                "message:1",
                null,
                null,
                "ORM^O01^ORM_O01",
                w -> w.segment("PID").set(1, "1").end(),
                java.util.Set.of()));
    }

    private void receiver(Hl7Receiver.InDoubt inDoubt, int resends) {
        configured.receiver = LoopConfigured.receiver(peer.getLocalPort(), inDoubt, resends);
    }

    private void serve() {
        while (!peer.isClosed()) {
            try (Socket socket = peer.accept()) {
                answer(socket);
            } catch (IOException closed) {
                // the sender's end, or ours
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != 0x1C) {
                text.append((char) b);
                continue;
            }
            in.read();
            arrived.add(text.substring(1));
            text.setLength(0);
            if (says.isEmpty()) {
                return;
            }
            String answer = "\u000BMSH|^~\\&|P|P|O|O|2026||ACK|1|P|2.5.1\r" + says + "\r\u001C\r";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void append(WorkItem item) {
        work.add(item);
    }

    @Override
    public void appendUnlessWaiting(WorkItem item) {
        work.add(item);
    }

    @Override
    public boolean lost() {
        return false;
    }

    @Override
    public void fenced(Runnable change) {
        change.run();
    }
}
