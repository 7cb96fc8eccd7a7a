/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.FixedConfiguration;
import org.overread.config.Sender;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.ImagingOrder;
import org.overread.order.OrderSearch;
import org.overread.order.SaidOfAnOrder;
import org.overread.order.TestOrderBook;
import org.overread.order.TestOrders;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.patient.PatientRegister;
import org.overread.patient.TestRegister;
import org.overread.timeline.TestTimeline;

/**
 * Four senders' messages on one order, as messages: some come twice, the node is killed before a commit and the sender sends
 * again, some are refused by a profile that is wrong and sent through again by a person once it is mended. The order ends as
 * if each message had been applied by its own time (ORC-9, else MSH-7), those of one time by receipt.
 */
class AnyOrderOfMessagesTest implements Work {
    private static final Scope INES = Scope.of("ines", Set.of(Role.INTEGRATOR), Set.of(), Set.of());
    private static final DataSource SOURCE = TestDatabase.migrated();
    private static int counter;

    private final Profile profile = new Profile();
    private Connection connection;
    private Intake intake;
    private Replays replays;

    /** A profile whose limit lets nothing through as long as it is wrong. */
    private static final class Profile extends FixedConfiguration {
        private boolean wrong;

        @Override
        public Configuration current() {
            Sender usual = Sender.UNLISTED;
            Sender ris = new Sender(
                    "ris",
                    usual.match(),
                    "S",
                    StandardCharsets.UTF_8,
                    Map.of(),
                    "",
                    "",
                    usual.timezone(),
                    usual.unknownTypes(),
                    usual.ownFailure(),
                    usual.orders(),
                    wrong ? new Sender.Limits(10, 10) : usual.limits(),
                    null,
                    null);
            return new Configuration(1, List.of(), List.of(ris), List.of(), List.of(), List.of(), List.of());
        }
    }

    /** What was taken, in the order of it, and what a person still has to send through again. */
    private static final class Told {
        private final Set<SaidOfAnOrder> applied = new LinkedHashSet<>();
        private final Map<SaidOfAnOrder, Long> refused = new LinkedHashMap<>();
    }

    @Provide
    Arbitrary<List<List<SaidOfAnOrder>>> senders() {
        return SaidOfAnOrder.bySenders();
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void resends_restarts_and_replays_end_as_if_each_message_had_come_in_time(
            @ForAll("senders") List<List<SaidOfAnOrder>> senders, @ForAll long seed) throws SQLException {
        Random random = new Random(seed);
        start();
        String lived = "L" + ++counter;
        Told told = live(lived, SaidOfAnOrder.interleaved(senders, random), random);
        List<SaidOfAnOrder> inTime = new ArrayList<>(told.applied);
        inTime.sort(SaidOfAnOrder.IN_TIME);
        String ideal = "I" + counter;
        for (SaidOfAnOrder said : inTime) {
            assertThat(take(ideal, said).acknowledgement()).isEqualTo("AA");
        }

        Optional<ImagingOrder> one = order(lived);
        Optional<ImagingOrder> other = order(ideal);
        connection.rollback();
        connection.close();
        assertThat(one.map(ImagingOrder::state)).isEqualTo(other.map(ImagingOrder::state));
        assertThat(one.map(ImagingOrder::content)).isEqualTo(other.map(ImagingOrder::content));
        assertThat(one.map(ImagingOrder::state)).isEqualTo(SaidOfAnOrder.byTheRules(inTime));
    }

    private Told live(String tag, List<SaidOfAnOrder> arrived, Random random) throws SQLException {
        Told told = new Told();
        for (SaidOfAnOrder said : arrived) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    take(tag, said);
                    connection.rollback(); // killed before the commit: no answer went out, and the sender sends again
                    start();
                    taken(tag, said, told);
                }
                case 1 -> {
                    profile.wrong = true;
                    Intake.Taken answer = take(tag, said);
                    profile.wrong = false;
                    if (answer.state() == MessageState.REFUSED) {
                        told.refused.put(said, answer.id());
                    }
                }
                case 2 -> {
                    connection.commit();
                    connection.close();
                    start();
                    taken(tag, said, told);
                }
                default -> taken(tag, said, told);
            }
            connection.commit();
            if (!told.refused.isEmpty() && random.nextInt(3) == 0) {
                again(told.refused.keySet().iterator().next(), told);
            }
        }
        while (!told.refused.isEmpty()) {
            again(told.refused.keySet().iterator().next(), told);
        }
        return told;
    }

    private void taken(String tag, SaidOfAnOrder said, Told told) {
        Intake.Taken answer = take(tag, said);
        assertThat(answer.acknowledgement()).isEqualTo("AA");
        assertThat(answer.state() == MessageState.REPEATED).isEqualTo(!told.applied.add(said));
    }

    /** A person sends through again what was refused; what its sender has sent again meanwhile is a repeat. */
    private void again(SaidOfAnOrder said, Told told) throws SQLException {
        Replayed done = replays.again(INES, told.refused.remove(said), null);
        connection.commit();
        assertThat(done.state() == MessageState.REPEATED).isEqualTo(!told.applied.add(said));
    }

    private Intake.Taken take(String tag, SaidOfAnOrder said) {
        return intake.take(List.of(new RawMessage(
                        text(tag, said).getBytes(StandardCharsets.UTF_8), "c1", "192.0.2.1", null, Instant.now())))
                .get(0);
    }

    private Optional<ImagingOrder> order(String tag) {
        return TestOrders.over(Jdbi.create(connection))
                .search(Scope.system(), new OrderSearch("", "", "", tag, "", "", "", null, null, 2))
                .stream()
                .findFirst();
    }

    /** Every third message has its time in MSH-7 alone. */
    private static String text(String tag, SaidOfAnOrder said) {
        String at = "2025010510" + String.format("%02d", said.minute());
        boolean inHeader = said.number() % 3 == 0;
        String control = switch (said.word()) {
            case "PLACE" -> "NW|SC";
            case "CHANGE" -> "XO|";
            case "CANCEL" -> "CA|CA";
            case "DISCONTINUE" -> "DC|DC";
            default ->
                "SC|"
                        + Map.of("SCHEDULED", "SC", "IN_PROGRESS", "IP", "COMPLETED", "CM")
                                .get(said.state().name());
        };
        String act = control.substring(0, 2);
        String status = control.substring(3);
        boolean content = act.equals("NW") || act.equals("XO");
        String numbers = tag + "^RIS|F" + tag + "^RIS";
        String id = Integer.toHexString(said.hashCode());
        return "MSH|^~\\&|RIS|SITE|OVERREAD|SITE|" + (inHeader ? at : "20250105120000") + "||ORM^O01|" + tag + "." + id
                + "|P|2.3.1||||||UNICODE UTF-8\rPID|1||ANY^^^SITE||DOE^JANE\rORC|" + act + "|" + numbers + "||" + status
                + "||" + (content ? "^^^^^" + priority(said) : "") + "||" + (inHeader ? "" : at) + "\rOBR|1|" + numbers
                + "|CT^CT^99SITE||||||||||||||" + (content ? value(said, 1, "A") : "") + "|||||||||||||"
                + (content ? value(said, 2, "R") : "") + "\r";
    }

    private static String priority(SaidOfAnOrder said) {
        return (said.says() & 4) != 0 ? List.of("S", "A", "R").get(said.number() % 3) : value(said, 4, "");
    }

    private static String value(SaidOfAnOrder said, int bit, String letter) {
        if ((said.says() & bit) != 0) {
            return letter + said.number();
        }
        return (said.deletes() & bit) != 0 ? "\"\"" : "";
    }

    private void start() throws SQLException {
        connection = SOURCE.getConnection();
        connection.setAutoCommit(false);
        Jdbi jdbi = Jdbi.create(connection);
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        PatientRegister register = TestRegister.over(jdbi);
        MessageTable table = new MessageTable(jdbi);
        intake = new Intake(
                table,
                new Application(TestOrderBook.over(jdbi, register), register, this, null, null, null),
                new Parts(jdbi),
                new BackChannel(
                        new OutgoingMessages(new OutgoingTable(jdbi), this, Clock.systemUTC()), Clock.systemUTC()),
                profile,
                Clock.systemUTC());
        MessageRows rows = new MessageRows(jdbi);
        replays = new ReplaysBean(
                rows,
                new MessageContent(jdbi),
                new Resending(
                        intake, table, rows, new MessageEffects(jdbi), TestTimeline.over(jdbi), new RecordedEvents<>()),
                Clock.systemUTC());
    }

    @Override
    public void append(WorkItem item) {}

    @Override
    public void appendUnlessWaiting(WorkItem item) {}
}
