/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.MessageOpened;
import org.overread.access.MessageResent;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.FixedConfiguration;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.TestOrderBook;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.patient.PatientRegister;
import org.overread.patient.TestRegister;
import org.overread.timeline.TestTimeline;

/** One connection whose transactions the test ends, as a container would. */
class ReplayTest {
    private static final Scope INES = Scope.of("ines", Set.of(Role.INTEGRATOR, Role.RAW_HL7), Set.of(), Set.of());
    private static final Scope CORA = Scope.of("cora", Set.of(Role.COORDINATOR), Set.of(), Set.of());
    private static DataSource source;
    private static int counter;

    private final RecordedEvents<MessageResent> resent = new RecordedEvents<>();
    private final RecordedEvents<MessageOpened> opened = new RecordedEvents<>();
    private Connection connection;
    private Jdbi jdbi;
    private Intake intake;
    private Replays replays;
    private Resending resending;
    private MessageRows rows;
    private Messages messages;
    private String tag;

    @BeforeAll
    static void database() {
        source = TestDatabase.migrated();
    }

    @BeforeEach
    void wire() throws SQLException {
        connection = source.getConnection();
        connection.setAutoCommit(false);
        jdbi = Jdbi.create(connection);
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        PatientRegister register = TestRegister.over(jdbi);
        MessageTable table = new MessageTable(jdbi);
        Application application =
                new Application(TestOrderBook.over(jdbi, register), register, new NoWork(), null, null, null);
        intake = new Intake(
                table,
                application,
                new Parts(jdbi),
                new BackChannel(
                        new OutgoingMessages(new OutgoingTable(jdbi), new NoWork(), Clock.systemUTC()),
                        Clock.systemUTC()),
                new FixedConfiguration(),
                Clock.systemUTC());
        rows = new MessageRows(jdbi);
        resending = new Resending(intake, table, rows, new MessageEffects(jdbi), TestTimeline.over(jdbi), resent);
        replays = new ReplaysBean(rows, new MessageContent(jdbi), resending, Clock.systemUTC());
        messages = new MessagesBean(jdbi, new FixedConfiguration(), opened);
        tag = "R" + ++counter;
    }

    @AfterEach
    void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void an_edited_message_is_one_of_its_own_and_names_its_original_and_who_sent_it() throws SQLException {
        long refused = take(order("NW", "QQ"));
        connection.commit();

        Replayed done = replays.again(INES, refused, bytes(order("NW", "SC")));
        connection.commit();

        assertThat(done.state()).isEqualTo(MessageState.ACCEPTED);
        assertThat(done.steps()).extracting(MessageEffects.Step::kind).contains("order.placed");
        MessageView now = messages.load(INES, done.as());
        assertThat(now.resendOf()).isEqualTo(refused);
        assertThat(now.resentBy()).isEqualTo("ines");
        assertThat(now.edited()).isTrue();
        assertThat(messages.load(INES, refused).state()).isEqualTo(MessageState.REFUSED);
        assertThat(new String(messages.raw(INES, refused).message(), StandardCharsets.UTF_8))
                .contains("|QQ|");
        assertThat(resent.fired()).singleElement().satisfies(event -> {
            assertThat(event.original()).isEqualTo(refused);
            assertThat(event.patients()).extracting(p -> p.id()).containsExactly(tag);
        });
        assertThat(lines("message.resent")).isEqualTo(1);
    }

    @Test
    void a_message_in_utf_16_is_sent_through_again_as_it_came_and_edited() throws SQLException {
        String wide = order("NW", "QQ").replace("UNICODE UTF-8", "UNICODE UTF-16");
        long refused = intake.take(List.of(new RawMessage(
                        wide.getBytes(StandardCharsets.UTF_16LE), "c1", "192.0.2.1", null, Instant.now())))
                .get(0)
                .id();
        connection.commit();
        assertThat(replays.again(INES, refused, null).problem().code()).isEqualTo("OVR001410");
        connection.commit();

        Replayed done = replays.again(INES, refused, SampleReading.bytes(wide.replace("QQ", "SC")));

        assertThat(done.state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void what_a_message_did_is_told_with_its_orders_and_its_resends() throws SQLException {
        long refused = take(order("NW", "QQ"));
        connection.commit();
        Replayed done = replays.again(INES, refused, bytes(order("NW", "SC")));
        connection.commit();

        MessageEffects.Done did = messages.open(INES, done.as()).did();
        assertThat(did.steps()).extracting(MessageEffects.Step::kind).contains("order.placed");
        assertThat(did.orders()).singleElement().satisfies(order -> {
            assertThat(order.changed()).isTrue();
            assertThat(order.accession()).isEqualTo("A" + tag);
        });
        assertThat(messages.open(INES, refused).did().resends())
                .singleElement()
                .satisfies(each -> assertThat(each.by()).isEqualTo("ines"));
        Scope elsewhere = Scope.of("ines", Set.of(Role.INTEGRATOR, Role.RAW_HL7), Set.of("north"), Set.of());
        assertThatThrownBy(() -> messages.open(elsewhere, done.as())).hasMessageContaining("OVR000003");
    }

    @Test
    void who_may_not_see_what_a_message_says_is_shown_the_rest_and_no_access_is_told() {
        long id = take(order("NW", "SC"));

        assertThat(messages.open(CORA, id).content()).isNull();
        assertThat(opened.fired()).isEmpty();
        assertThat(messages.open(INES, id).content()).isNotNull();
        assertThat(opened.fired())
                .singleElement()
                .satisfies(event -> assertThat(event.messageId()).isEqualTo(id));
        assertThatThrownBy(() -> replays.again(CORA, id, null)).hasMessageContaining("OVR000200");
    }

    @Test
    void a_trial_shows_the_same_and_nothing_of_it_stays() throws SQLException {
        long refused = take(order("NW", "QQ"));
        connection.commit();

        Replayed tried = resending.tried(INES, messages.load(INES, refused), raw(order("NW", "SC")), true);
        connection.rollback();

        assertThat(tried.as()).isNull();
        assertThat(tried.state()).isEqualTo(MessageState.ACCEPTED);
        assertThat(tried.steps()).extracting(MessageEffects.Step::kind).containsExactly("order.placed");
        assertThat(count("select count(*) from imaging_order where placer_number = :tag"))
                .isZero();
        assertThat(messages.open(INES, refused).did().resends()).isEmpty();
    }

    @Test
    void sent_through_twice_it_has_one_effect() throws SQLException {
        long refused = take(order("NW", "QQ"));
        connection.commit();
        replays.again(INES, refused, bytes(order("NW", "SC")));
        connection.commit();
        Replayed second = replays.again(INES, refused, bytes(order("NW", "SC")));
        connection.commit();

        assertThat(second.state()).isEqualTo(MessageState.REPEATED);
        assertThat(lines("order.placed")).isEqualTo(1);
    }

    @Test
    void all_that_failed_for_one_reason_are_those_that_were_not_taken_since() throws SQLException {
        long first = take(order("NW", "Q1"));
        long second = take(order("NW", "Q2").replace("M" + tag, "N" + tag));
        connection.commit();
        replays.again(INES, first, bytes(order("NW", "SC")));
        connection.commit();

        ReplayReason reason = new ReplayReason("OVR001410", "", "", 100);
        assertThat(rows.failedFor(INES, reason, 10))
                .extracting(MessageView::id)
                .contains(second)
                .doesNotContain(first);
        Replayed.Batch batch = replays.all(INES, reason);
        connection.commit();
        assertThat(batch.items()).anySatisfy(each -> {
            assertThat(each.original()).isEqualTo(second);
            assertThat(each.state()).isEqualTo(MessageState.REFUSED);
        });
        assertThat(rows.failedFor(INES, reason, 10))
                .as("the copies that were refused again are not counted")
                .hasSize(batch.items().size());
    }

    @Test
    void a_message_that_was_taken_is_sent_through_again_edited_only() {
        long accepted = take(order("NW", "SC"));

        assertThatThrownBy(() -> replays.again(INES, accepted, null)).hasMessageContaining("OVR001419");
        assertThatThrownBy(() -> replays.again(INES, 999_999_999L, null)).hasMessageContaining("OVR000003");
    }

    @Test
    void messages_are_filtered_by_how_they_ended_and_when() {
        long refused = take(order("NW", "QQ"));
        Instant later = Instant.now().plusSeconds(60);
        MessageSearch wanted = new MessageSearch(
                Set.of(MessageState.REFUSED),
                "in",
                "unlisted",
                "ORM",
                "M" + tag,
                "OVR001410",
                null,
                later,
                null,
                null,
                10);
        MessageSearch other =
                new MessageSearch(Set.of(), "", "", "ORM^O01", "M" + tag, "", later, null, null, null, 10);

        assertThat(messages.search(CORA, wanted)).extracting(MessageView::id).containsExactly(refused);
        assertThat(messages.search(CORA, other)).isEmpty();
    }

    private long take(String message) {
        return intake.take(List.of(raw(message))).get(0).id();
    }

    private static RawMessage raw(String message) {
        return new RawMessage(bytes(message), "c1", "192.0.2.1", null, Instant.now());
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private String order(String control, String status) {
        return "MSH|^~\\&|RIS|SITE|OVERREAD|SITE|20261124101500||ORM^O01|M" + tag
                + "|P|2.3.1||||||UNICODE UTF-8\rPID|1||" + tag + "^^^SITE||MÜLLER^JÖRG||19800202|F\rORC|" + control
                + "|" + tag + "^RIS|F" + tag + "^RIS||" + status + "||||20261124101500\rOBR|1|" + tag + "^RIS|F" + tag
                + "^RIS|CT^CT^99SITE||||||||||||||A" + tag + "|RP1|SPS1||||CT\r";
    }

    private int lines(String kind) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select count(*) from timeline t join imaging_order o on t.subject = 'order:' || o.id
                         where o.placer_number = :tag and t.kind = :kind""")
                .bind("tag", tag)
                .bind("kind", kind)
                .mapTo(Integer.class)
                .one());
    }

    private int count(String sql) {
        return jdbi.withHandle(
                h -> h.createQuery(sql).bind("tag", tag).mapTo(Integer.class).one());
    }

    private static final class NoWork implements Work {
        @Override
        public void append(WorkItem item) {}

        @Override
        public void appendUnlessWaiting(WorkItem item) {}
    }
}
