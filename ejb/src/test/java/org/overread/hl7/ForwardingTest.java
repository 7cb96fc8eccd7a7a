/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.MessageResent;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Hl7Receiver;
import org.overread.config.Sender;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.TestOrderBook;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.patient.PatientRegister;
import org.overread.patient.TestRegister;
import org.overread.shared.Problem;

/** Stored messages for other systems, and what the archive would make of them. */
class ForwardingTest implements Work {
    private static final Scope INES = Scope.of("ines", Set.of(Role.INTEGRATOR, Role.RAW_HL7), Set.of(), Set.of());
    private static final Scope CORA = Scope.of("cora", Set.of(Role.COORDINATOR), Set.of(), Set.of());
    private static final String ORDER = "PID|1||P7^^^SITE||MÜLLER^JÖRG\rORC|NW|PL7^RIS|FL7^RIS||SC||||20261124101500\r"
            + "OBR|1|PL7^RIS|FL7^RIS|CT^CT^99SITE||||||||||||||A7||||||CT\r";

    private final Jdbi jdbi = TestDatabase.jdbi();
    private final RecordedEvents<MessageResent> events = new RecordedEvents<>();
    private final List<WorkItem> work = new ArrayList<>();
    private Intake intake;
    private ForwardingBean forwarding;

    @BeforeEach
    void wire() {
        PatientRegister register = TestRegister.over(jdbi);
        OutgoingMessages outgoing = new OutgoingMessages(new OutgoingTable(jdbi), this, Clock.systemUTC());
        MessageTable table = new MessageTable(jdbi);
        intake = new Intake(
                table,
                new Application(TestOrderBook.over(jdbi, register), register, this, null, null, null),
                new Parts(jdbi),
                new BackChannel(outgoing, Clock.systemUTC()),
                new LoopConfigured(),
                Clock.systemUTC());
        forwarding = new ForwardingBean(
                new MessageRows(jdbi),
                new MessageContent(jdbi),
                table,
                outgoing,
                new LoopConfigured(),
                events,
                Clock.systemUTC());
    }

    @Test
    void only_who_sends_it_and_to_whom_is_changed() {
        String message = header("UNICODE UTF-8") + ORDER;
        long id = take(message);
        work.clear();

        Forwarding.Forwarded done = forwarding.forward(INES, id, "group:neuro");

        byte[] sent = jdbi.withHandle(h -> h.createQuery("select raw from message where id = :id")
                .bind("id", done.as())
                .mapTo(byte[].class)
                .one());
        assertThat(sent)
                .isEqualTo(message.replace("|RIS|SITE|OVERREAD|HERE|", "|OVERREAD||RIS|SITE|")
                        .getBytes(StandardCharsets.UTF_8));
        String row = jdbi.withHandle(h ->
                h.createQuery("""
                        select direction || ' ' || state || ' ' || control_id || ' ' || message_type from message
                         where id = :id""").bind("id", done.as()).mapTo(String.class).one());
        assertThat(row).isEqualTo("O WAITING M7 ORM^O01");
        assertThat(work).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(MessageSend.KIND);
            assertThat(item.key()).isEqualTo("hl7:group:neuro:message:" + id);
        });
        assertThat(events.fired()).singleElement().satisfies(event -> {
            assertThat(event.user()).isEqualTo("ines");
            assertThat(event.original()).isEqualTo(id);
            assertThat(event.patients()).extracting(p -> p.id()).containsExactly("P7");
        });
        assertThat(done.atArchive()).as("it goes to no archive").isEmpty();
    }

    @Test
    void nobody_else_may_and_only_to_a_receiver_that_is_configured() {
        long id = take(header("UNICODE UTF-8").replace("M7", "M8") + ORDER);
        assertThatThrownBy(() -> forwarding.forward(CORA, id, "group:neuro")).hasMessageContaining("OVR000200");
        assertThatThrownBy(() -> forwarding.forward(INES, id, "group:other")).hasMessageContaining("OVR001505");
        assertThatThrownBy(() -> forwarding.forward(INES, id, "http://elsewhere"))
                .hasMessageContaining("OVR001505")
                .hasMessageNotContaining("elsewhere");
        assertThatThrownBy(() -> forwarding.forward(INES, 999_999_999L, "group:neuro"))
                .hasMessageContaining("OVR000003");
        long sent = forwarding.forward(INES, id, "sender:ris").as();
        assertThatThrownBy(() -> forwarding.forward(INES, sent, "group:neuro")).hasMessageContaining("OVR001443");
    }

    @Test
    void what_the_archive_would_damage_is_noticed() {
        String whole = ORDER + "ZDS|1.2.3^^Application^DICOM\r";
        assertThat(noticed(header("UNICODE UTF-8") + whole)).isEmpty();
        assertThat(noticed(header("8859/1") + whole)).isEmpty();
        assertThat(noticed(header("8859/5") + whole)).containsExactly("OVR001510");
        assertThat(noticed(header("8859/5") + whole.replace("Ü", "U").replace("Ö", "O")))
                .isEmpty();
        assertThat(noticed(header("") + whole)).isEmpty(); // the sender's own set is the one that it reads
        assertThat(noticed(header("UNICODE UTF-8") + ORDER)).containsExactly("OVR001512");
        assertThat(noticed(header("UNICODE UTF-8")
                        + whole.replace("ORC|NW|PL7^RIS|FL7^RIS||SC||||", "ORC|SN|PL7^RIS|FL7^RIS||SC||^^^^^S||")))
                .containsExactly("OVR001513", "OVR001514");
        assertThat(noticed(header("UNICODE UTF-8").replace("ORM^O01", "ADT^A40") + "PID|1||P7^^^SITE\r"))
                .containsExactly("OVR001516");
        assertThat(noticed(header("UNICODE UTF-8").replace("ORM^O01", "ADT^A47") + "PID|1||P7^^^SITE\rMRG|P8^^^SITE\r"))
                .containsExactly("OVR001515");
        assertThat(ArchiveReading.of("nothing".getBytes(StandardCharsets.UTF_8), Sender.UNLISTED))
                .isEmpty();
    }

    @Test
    void a_message_in_other_delimiters_keeps_them() {
        Hl7Receiver to = LoopConfigured.receiver(1, Hl7Receiver.InDoubt.RESEND, 1);
        byte[] sent = "MSH#*%!$#A#B#C#D#2026##ORM*O01#M7#P#2.5\rPID#1\r".getBytes(StandardCharsets.UTF_8);
        assertThat(new String(Readdressed.to(sent, to), StandardCharsets.UTF_8))
                .isEqualTo("MSH#*%!$#OVERREAD##RIS#SITE#2026##ORM*O01#M7#P#2.5\rPID#1\r");
        byte[] cut = "MSH|^~\\&|A".getBytes(StandardCharsets.UTF_8);
        assertThat(new String(Readdressed.to(cut, to), StandardCharsets.UTF_8)).isEqualTo("MSH|^~\\&|OVERREAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void a_message_in_utf_16_or_32_goes_on_in_utf_8_with_every_letter(String set) {
        String control = "W" + set;
        String message = header("UNICODE UTF-16").replace("M7", control) + ORDER.replace("MÜLLER^JÖRG", "山田^ݴ𝒜");
        byte[] bytes = message.getBytes(Charset.forName(set));
        long id = take(bytes);
        work.clear();

        Forwarding.Forwarded done = forwarding.forward(INES, id, "group:neuro");

        assertThat(new String(raw(done.as()), StandardCharsets.UTF_8))
                .isEqualTo(message.replace("|RIS|SITE|OVERREAD|HERE|", "|OVERREAD||RIS|SITE|")
                        .replace("|UNICODE UTF-16\r", "|UNICODE UTF-8\r"));
        assertThat(work).hasSize(1);
        assertThat(noticed(bytes)).containsExactly("OVR001517", "OVR001512");
        assertThat(raw(id)).as("the message itself stays as it came").isEqualTo(bytes);
    }

    @Test
    void a_header_that_is_too_short_to_say_its_set_says_utf_8_when_it_goes_on() {
        Hl7Receiver to = LoopConfigured.receiver(1, Hl7Receiver.InDoubt.RESEND, 1);
        byte[] sent = "MSH|^~\\&|A|B|C|D|2026||ADT^A08|M7|P|2.5\rPID|1||7||Ü\r".getBytes(StandardCharsets.UTF_16LE);
        assertThat(new String(Readdressed.to(sent, to), StandardCharsets.UTF_8))
                .isEqualTo("MSH|^~\\&|OVERREAD||RIS|SITE|2026||ADT^A08|M7|P|2.5||||||UNICODE UTF-8\rPID|1||7||Ü\r");
        byte[] cut = Arrays.copyOf(sent, sent.length - 1);
        assertThatThrownBy(() -> Readdressed.to(cut, to)).isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] raw(long id) {
        return jdbi.withHandle(h -> h.createQuery("select codec, raw from message where id = :id")
                .bind("id", id)
                .map((row, context) -> Packed.read(row))
                .one());
    }

    private static List<String> noticed(String message) {
        return noticed(message.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> noticed(byte[] message) {
        return ArchiveReading.of(message, Sender.UNLISTED).stream()
                .map(Problem::code)
                .toList();
    }

    private static String header(String charset) {
        return "MSH|^~\\&|RIS|SITE|OVERREAD|HERE|20261124101500||ORM^O01|M7|P|2.5||||||" + charset + "\r";
    }

    private long take(String message) {
        return take(message.getBytes(StandardCharsets.UTF_8));
    }

    private long take(byte[] message) {
        return intake.take(List.of(new RawMessage(message, "c1", "192.0.2.1", null, Instant.now())))
                .get(0)
                .id();
    }

    @Override
    public void append(WorkItem item) {
        work.add(item);
    }

    @Override
    public void appendUnlessWaiting(WorkItem item) {}
}
