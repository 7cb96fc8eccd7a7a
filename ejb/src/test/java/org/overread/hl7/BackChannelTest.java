/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.TestOrderBook;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.patient.PatientRegister;
import org.overread.patient.TestRegister;

/** Application acknowledgements on a connection of their own (HL7 v2.5.1, 2.9.3.2), on the real database. */
class BackChannelTest implements Work {
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
                new LoopConfigured(),
                Clock.systemUTC());
        tag = "B" + ++counter;
    }

    @Test
    void what_is_accepted_at_once_is_answered_apart_by_its_conditions() {
        assertThat(modes("AL", "AL", "SC")).isEqualTo("CA, AA");
        assertThat(modes("AL", "AL", "QQ")).isEqualTo("CA, AE");
        assertThat(modes("AL", "NE", "SC")).isEqualTo("CA, -");
        assertThat(modes("AL", "NE", "QQ")).isEqualTo("CE, -");
        assertThat(modes("AL", "ER", "SC")).isEqualTo("CA, -");
        assertThat(modes("AL", "ER", "QQ")).isEqualTo("CA, AE");
        assertThat(modes("AL", "SU", "SC")).isEqualTo("CA, AA");
        assertThat(modes("AL", "SU", "QQ")).isEqualTo("CE, -");
        assertThat(modes("ER", "AL", "QQ")).isEqualTo("-, AE");
        assertThat(modes("NE", "AL", "SC")).isEqualTo("-, AA");
        assertThat(modes("NE", "NE", "SC")).isEqualTo("-, -");
        assertThat(modes("", "", "SC")).isEqualTo("AA, -");
    }

    @Test
    void what_is_no_message_at_all_is_rejected_at_once_and_not_apart() {
        assertThat(modes("AL", "AL", "SC", "9.9")).isEqualTo("CR, -");
    }

    @Test
    void the_answer_names_the_message_and_its_faults_and_asks_for_an_accept_acknowledgement() {
        modes("AL", "AL", "QQ");
        String answer = apart();
        assertThat(answer)
                .startsWith("MSH|^~\\&|OVERREAD|SITE|RIS|SITE|")
                .contains("||ACK^O19^ACK|OVR", "|P|2.5|||AL|NE", "\rMSA|AE|M" + tag + "|", "\rERR||", "OVR001410");
    }

    @Test
    void a_repeat_is_accepted_again_and_answered_apart_once() {
        modes("AL", "AL", "SC");
        Intake.Taken again = take("AL", "AL", "SC", "2.5");
        assertThat(again.state()).isEqualTo(MessageState.REPEATED);
        assertThat(new String(again.answer(), StandardCharsets.UTF_8)).contains("MSA|CA|M" + tag);
        assertThat(answers()).hasSize(1);
    }

    private String modes(String accept, String application, String status) {
        return modes(accept, application, status, "2.5");
    }

    /** What is answered on the connection, and apart. */
    private String modes(String accept, String application, String status, String version) {
        tag = "B" + ++counter;
        Intake.Taken taken = take(accept, application, status, version);
        return (taken.wanted() ? code(new String(taken.answer(), StandardCharsets.UTF_8)) : "-") + ", "
                + (answers().isEmpty() ? "-" : code(apart()));
    }

    private Intake.Taken take(String accept, String application, String status, String version) {
        String message = "MSH|^~\\&|RIS|SITE|OVERREAD|SITE|20261124101500||OMG^O19|M" + tag + "|P|" + version + "|||"
                + accept + "|" + application + "||UNICODE UTF-8\rPID|1||" + tag + "^^^SITE||DOE^JANE\rORC|NW|" + tag
                + "^RIS|F" + tag + "^RIS||" + status + "||||20261124101500\rOBR|1|" + tag + "^RIS|F" + tag
                + "^RIS|CT^CT^99SITE||||||||||||||A" + tag + "||||||CT\r";
        return intake.take(List.of(new RawMessage(
                        message.getBytes(StandardCharsets.UTF_8), "c1", "192.0.2.1", null, Instant.now())))
                .get(0);
    }

    private static String code(String answer) {
        return answer.replaceAll("(?s).*\rMSA\\|(..).*", "$1");
    }

    private String apart() {
        return answers().get(0);
    }

    private List<String> answers() {
        return new ArrayList<>(jdbi.withHandle(h -> h.createQuery("""
                        select m.raw from outgoing_message o join message m on m.id = o.message_id
                         where o.purpose = 'ANSWER' and o.receiver = 'answers:ris'""")
                .mapTo(byte[].class)
                .map(raw -> new String(raw, StandardCharsets.UTF_8))
                .filter(answer -> answer.matches("(?s).*\\rMSA\\|..\\|M" + tag + "[|\\r].*"))
                .list()));
    }

    @Override
    public void append(WorkItem item) {}

    @Override
    public void appendUnlessWaiting(WorkItem item) {}
}
