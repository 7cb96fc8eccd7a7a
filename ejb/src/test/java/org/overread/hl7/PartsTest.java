/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.config.FixedConfiguration;
import org.overread.hl7.Intake.Taken;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.TestOrderBook;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.patient.PatientRegister;
import org.overread.patient.TestRegister;

/** Messages in parts (HL7 v2.5.1, 2.10.2.2), on the real database. */
class PartsTest implements Work {
    private static int counter;

    private final Jdbi jdbi = TestDatabase.jdbi();
    private Intake intake;
    private String tag;

    @BeforeEach
    void wire() {
        PatientRegister register = TestRegister.over(jdbi);
        intake = new Intake(
                new MessageTable(jdbi),
                new Application(TestOrderBook.over(jdbi, register), register, this, null, null, null),
                new Parts(jdbi),
                new BackChannel(
                        new OutgoingMessages(new OutgoingTable(jdbi), this, Clock.systemUTC()), Clock.systemUTC()),
                new FixedConfiguration(),
                Clock.systemUTC());
        tag = "D" + ++counter;
    }

    @Test
    void three_parts_are_one_order_when_the_last_is_here() {
        assertThat(take(first())).isEqualTo("AA IGNORED");
        assertThat(take(middle())).isEqualTo("AA IGNORED");
        assertThat(orders()).isZero();
        assertThat(take(last())).isEqualTo("AA ACCEPTED");
        assertThat(orders()).isEqualTo(1);
        String text =
                jdbi.withHandle(h -> h.createQuery("select procedure_text from imaging_order where accession = :tag")
                        .bind("tag", tag)
                        .mapTo(String.class)
                        .one());
        assertThat(text)
                .as("the field in which the second part was cut, with a letter cut in two")
                .isEqualTo("CT SCHÄDEL NATIV");
    }

    @Test
    void parts_in_utf_16_are_one_order_with_and_without_a_byte_order_mark() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            tag = "W" + ++counter;
            assertThat(takeWide(first(), charset, "\uFEFF")).isEqualTo("AA IGNORED");
            assertThat(takeWide(middle(), charset, "")).isEqualTo("AA IGNORED");
            assertThat(orders()).isZero();
            assertThat(takeWide(last(), charset, "")).isEqualTo("AA ACCEPTED");
            assertThat(orders()).isEqualTo(1);
        }
    }

    @Test
    void parts_in_different_sets_are_not_joined() {
        assertThat(takeWide(first(), StandardCharsets.UTF_16LE, "")).isEqualTo("AA IGNORED");
        assertThat(take(middle())).isEqualTo("AE REFUSED");
    }

    private String takeWide(String message, Charset charset, String mark) {
        String wide = mark
                + message.replace("UNICODE UTF-8", "UNICODE UTF-16")
                        .replace("\u00C3", "Ä")
                        .replace("\u0084", "");
        Taken taken = intake.take(
                        List.of(new RawMessage(wide.getBytes(charset), "c1", "192.0.2.1", null, Instant.now())))
                .get(0);
        return taken.acknowledgement() + " " + taken.state();
    }

    @Test
    void the_last_part_sent_again_is_a_repeat_and_a_new_message_does_not_join_the_old_one() {
        take(first());
        take(middle());
        take(last());
        assertThat(take(last())).isEqualTo("AA REPEATED");
        assertThat(take(last().replace("|M3" + tag, "|M9" + tag))).isEqualTo("AE REFUSED");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void a_part_without_the_one_before_it_is_refused_and_says_so() {
        Taken taken = intake.take(List.of(raw(middle()))).get(0);
        assertThat(new String(taken.answer(), StandardCharsets.UTF_8))
                .contains("MSA|AE|M2" + tag, "MSH^1^14", "204^", "OVR001441");
        assertThat(take(first())).isEqualTo("AA IGNORED");
        assertThat(take(last())).as("the second one is missing").isEqualTo("AE REFUSED");
        assertThat(orders()).isZero();
        assertThat(take(middle())).isEqualTo("AA IGNORED");
        assertThat(take(last())).isEqualTo("AA ACCEPTED");
    }

    @Test
    void parts_of_different_senders_are_never_joined() {
        take(first());
        take(middle());
        assertThat(take(last().replace("|RIS|SITE|", "|RIS|OTHER|"))).isEqualTo("AE REFUSED");
    }

    @Test
    void a_pointer_that_leads_to_itself_ends() {
        assertThat(take(first().replace("ORM^O01|M1" + tag + "|P|2.5||", "ORM^O01|M1" + tag + "|P|2.5||P1" + tag)))
                .isEqualTo("AE REFUSED");
    }

    private String first() {
        return header("M1", "") + "PID|1||" + tag + "^^^SITE||DOE^JANE\rORC|NW|" + tag + "^RIS|F" + tag
                + "^RIS||SC||||20261124101500\rDSC|P1" + tag + "|F\r";
    }

    /** Cut in the middle of OBR-4, after the first byte of the two of an Ä. */
    private String middle() {
        String cut = new String("Ä".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1).substring(0, 1);
        return header("M2", "P1" + tag) + "OBR|1|" + tag + "^RIS|F" + tag + "^RIS|CT^CT SCH" + cut + "\rADD|\rDSC|P2"
                + tag + "|F\r";
    }

    private String last() {
        String rest = new String("Ä".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1).substring(1);
        return header("M3", "P2" + tag) + "ADD|" + rest + "DEL NATIV^99SITE||||||||||||||" + tag + "||||||CT\r";
    }

    private String header(String id, String continued) {
        return "MSH|^~\\&|RIS|SITE|OVERREAD|SITE|20261124101500||ORM^O01|" + id + tag + "|P|2.5||" + continued
                + "||||UNICODE UTF-8\r";
    }

    /** MSA-1 and the state. */
    private String take(String message) {
        Taken taken = intake.take(List.of(raw(message))).get(0);
        return taken.acknowledgement() + " " + taken.state();
    }

    private static RawMessage raw(String bytes) {
        return new RawMessage(bytes.getBytes(StandardCharsets.ISO_8859_1), "c1", "192.0.2.1", null, Instant.now());
    }

    private long orders() {
        return jdbi.withHandle(h -> h.createQuery("select count(*) from imaging_order where accession = :tag")
                .bind("tag", tag)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void append(WorkItem item) {}

    @Override
    public void appendUnlessWaiting(WorkItem item) {}
}
