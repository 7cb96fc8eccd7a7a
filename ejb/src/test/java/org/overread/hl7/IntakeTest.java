/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.FixedConfiguration;
import org.overread.hl7.Intake.Taken;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.TestOrderBook;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.patient.PatientRegister;
import org.overread.patient.TestRegister;

class IntakeTest {
    private static final Scope INTEGRATOR = Scope.of("ines", Set.of(Role.INTEGRATOR, Role.RAW_HL7), Set.of(), Set.of());
    private static Jdbi jdbi;
    private static int counter;

    private final List<WorkItem> work = new ArrayList<>();
    private Intake intake;
    private Messages messages;
    private String tag;

    @BeforeAll
    static void database() {
        jdbi = TestDatabase.jdbi();
    }

    @BeforeEach
    void intake() {
        PatientRegister register = TestRegister.over(jdbi);
        Work outbox = new Work() {
            @Override
            public void append(WorkItem item) {
                work.add(item);
            }

            @Override
            public void appendUnlessWaiting(WorkItem item) {
                work.add(item);
            }
        };
        Application application = new Application(
                TestOrderBook.over(jdbi, register), register, outbox, null, null, null); // no reports here
        intake = new Intake(
                new MessageTable(jdbi),
                application,
                new Parts(jdbi),
                new BackChannel(
                        new OutgoingMessages(new OutgoingTable(jdbi), outbox, Clock.systemUTC()), Clock.systemUTC()),
                new FixedConfiguration(),
                Clock.systemUTC());
        messages = new MessagesBean(jdbi, new FixedConfiguration(), new RecordedEvents<>());
        tag = "T" + ++counter;
    }

    @Test
    void stores_applies_and_answers() {
        Taken taken = take(order("M1", "NW", "SC"));

        assertThat(text(taken)).contains("MSA|AA|M1" + tag + "\r");
        assertThat(count("select count(*) from imaging_order where placer_number = :tag"))
                .isEqualTo(1);
        MessageView stored = messages.load(INTEGRATOR, taken.id());
        assertThat(stored.state()).isEqualTo(MessageState.ACCEPTED);
        assertThat(stored.type()).isEqualTo("ORM^O01");
        assertThat(stored.identifiers())
                .contains(
                        new MessageView.Found("PATIENT", tag, "SITE"),
                        new MessageView.Found("PLACER", tag, "RIS"),
                        new MessageView.Found("ACCESSION", "A" + tag, ""));
        assertThat(new String(messages.raw(INTEGRATOR, taken.id()).message(), StandardCharsets.UTF_8))
                .isEqualTo(order("M1", "NW", "SC"));
    }

    @Test
    void a_repeat_gets_the_stored_answer_and_does_nothing() {
        Taken first = take(order("M1", "NW", "SC"));
        Taken again = take(order("M1", "NW", "SC").replace("|20261124101500||ORM", "|20261124111111||ORM"));

        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(again.state()).isEqualTo(MessageState.REPEATED);
        assertThat(count("select count(*) from timeline t join imaging_order o on t.subject = 'order:' || o.id"
                        + " where o.placer_number = :tag"))
                .isEqualTo(1);
    }

    @Test
    void without_a_control_id_nothing_is_a_repeat_and_the_order_is_one_all_the_same() {
        String unnumbered = order("M1", "NW", "SC").replace("|M1" + tag + "|", "||");
        assertThat(take(unnumbered).state()).isEqualTo(MessageState.ACCEPTED);
        assertThat(take(unnumbered).state()).isEqualTo(MessageState.ACCEPTED);
        assertThat(count("select count(*) from imaging_order where placer_number = :tag"))
                .isEqualTo(1);
    }

    @Test
    void twice_in_one_delivery_is_a_repeat_as_well() {
        List<Taken> taken = intake.take(List.of(raw(order("M1", "NW", "SC")), raw(order("M1", "NW", "SC"))));

        assertThat(taken).extracting(Taken::state).containsExactly(MessageState.ACCEPTED, MessageState.REPEATED);
        assertThat(taken.get(1).answer()).isEqualTo(taken.get(0).answer());
    }

    @Test
    void other_content_under_the_same_control_id_is_taken_with_a_warning() {
        take(order("M1", "NW", "SC"));
        Taken other = take(order("M1", "XO", "IP"));

        assertThat(other.state()).isEqualTo(MessageState.WARNED);
        assertThat(text(other)).contains("MSA|AA|");
        assertThat(messages.load(INTEGRATOR, other.id()).problem().code()).isEqualTo("OVR001415");
    }

    @Test
    void a_refused_message_is_kept_and_processed_anew_when_it_comes_again() {
        Taken refused = take(order("M1", "NW", "QQ"));
        Taken again = take(order("M1", "NW", "QQ"));

        assertThat(text(refused)).contains("MSA|AE|");
        assertThat(refused.state()).isEqualTo(MessageState.REFUSED);
        assertThat(again.state()).isEqualTo(MessageState.REFUSED);
        assertThat(again.answer()).isNotEqualTo(refused.answer());
        assertThat(count("select count(*) from message_repeat where control_id = 'M1' || :tag"))
                .isZero();
    }

    @Test
    void one_refusal_in_a_delivery_does_not_touch_the_others() {
        List<Taken> taken = intake.take(
                List.of(raw(order("M1", "NW", "SC")), raw(order("M2", "NW", "QQ")), raw("garbage"), raw(psu())));

        assertThat(taken)
                .extracting(Taken::state)
                .containsExactly(
                        MessageState.ACCEPTED, MessageState.REFUSED, MessageState.REFUSED, MessageState.NOTICE);
        assertThat(taken).extracting(Taken::acknowledgement).containsExactly("AA", "AE", "AR", "AA");
    }

    @Test
    void a_cancel_in_the_same_delivery_as_its_order_is_applied_whichever_is_first() {
        intake.take(List.of(raw(order("M2", "CA", "CA")), raw(order("M1", "NW", "SC"))));

        assertThat(count("select count(*) from imaging_order where placer_number = :tag and state = 'CANCELLED'"))
                .isEqualTo(1);
    }

    @Test
    void a_notice_changes_no_order_and_no_patient() {
        Taken taken = take(psu());

        assertThat(text(taken)).contains("MSA|AA|");
        assertThat(count("select count(*) from patient where patient_id = :tag"))
                .isZero();
        assertThat(count("select count(*) from imaging_order where placer_number like '1.2.3.%' and :tag <> ''"))
                .isZero();
    }

    @Test
    void only_an_integrator_sees_the_raw_message_and_nobody_another_sites() {
        Taken taken = take(order("M1", "NW", "SC"));
        Scope coordinator = Scope.of("cora", Set.of(Role.COORDINATOR), Set.of(), Set.of());
        Scope elsewhere = Scope.of("ines", Set.of(Role.INTEGRATOR, Role.RAW_HL7), Set.of("north"), Set.of());

        assertThatThrownBy(() -> messages.raw(coordinator, taken.id())).hasMessageContaining("OVR001421");
        assertThatThrownBy(() -> messages.load(elsewhere, taken.id())).hasMessageContaining("OVR000003");
        assertThat(messages.search(elsewhere, MessageSearch.all(10))).isEmpty();
    }

    @Test
    void messages_are_found_by_what_they_name_and_paged_newest_first() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(take(order("M" + i, "NW", "SC")).id());
        }
        MessageSearch.Named named = MessageSearch.Named.of("PLACER", tag, "");
        List<MessageView> page = messages.search(INTEGRATOR, MessageSearch.naming(named, null, 2));
        MessageView last = page.get(1);
        MessageSearch.Place place =
                MessageSearch.Place.parse(new MessageSearch.Place(last.receivedAt(), last.id()).text());
        List<MessageView> rest = messages.search(INTEGRATOR, MessageSearch.naming(named, place, 2));

        assertThat(page).extracting(MessageView::id).containsExactly(ids.get(2), ids.get(1));
        assertThat(rest).extracting(MessageView::id).containsExactly(ids.get(0));
    }

    private Taken take(String message) {
        return intake.take(List.of(raw(message))).get(0);
    }

    private static RawMessage raw(String message) {
        return new RawMessage(message.getBytes(StandardCharsets.UTF_8), "c1", "192.0.2.1", null, Instant.now());
    }

    private String order(String control, String orderControl, String status) {
        return "MSH|^~\\&|RIS|SITE|OVERREAD|SITE|20261124101500||ORM^O01|" + control + tag
                + "|P|2.3.1||||||UNICODE UTF-8\rPID|1||" + tag + "^^^SITE||MÜLLER^JÖRG||19800202|F\rORC|" + orderControl
                + "|" + tag + "^RIS|F" + tag + "^RIS||" + status + "||||20261124101500\rOBR|1|" + tag + "^RIS|F" + tag
                + "^RIS|CT^CT^99SITE||||||||||||||A" + tag + "|RP1|SPS1||||CT\r";
    }

    private String psu() {
        return "MSH|^~\\&|DCM4CHEE|SITE|TELERAD|SITE|20261124032137.840||OMG^O19^OMG_O19|P" + tag
                + "|P|2.5.1||||||UNICODE UTF-8\rPID|||" + tag + "^^^SITE||PSU^MÄDCHEN\rORC|SC|1.2.3.4|1.2.3.4||CM\r"
                + "OBR||1.2.3.4|1.2.3.4\rOBX|1|ST|113014^DICOM Study^DCM||1.2.3.4||||||O\r";
    }

    private static String text(Taken taken) {
        return new String(taken.answer(), StandardCharsets.ISO_8859_1);
    }

    private int count(String sql) {
        return jdbi.withHandle(
                h -> h.createQuery(sql).bind("tag", tag).mapTo(Integer.class).one());
    }
}
