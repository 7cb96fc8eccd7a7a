/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jdbi.v3.core.Jdbi;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Scope;
import org.overread.patient.MergeOutcome;
import org.overread.patient.PatientMerge;
import org.overread.patient.PatientRegister;
import org.overread.patient.PatientStatement;
import org.overread.patient.TestRegister;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.timeline.TestTimeline;

/**
 * Four senders merge identities and place orders for them; some of it comes twice, the whole feed once more at the end, and
 * the node is restarted in between. Whatever the order of arrival, each order ends at the last survivor of its patient.
 */
class AnyOrderOfMergesTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final DataSource SOURCE = TestDatabase.migrated();
    private static int counter;

    private Connection connection;
    private PatientRegister register;
    private OrderBook book;

    /** A merge of an identity into another, or with no survivor an order for it. */
    private record Said(int patient, int survivor) {
        boolean merges() {
            return survivor >= 0;
        }
    }

    /** For each identity the one that it is merged into, always a later one, so that nothing is a circle; else none. */
    @Provide
    Arbitrary<List<Integer>> survivors() {
        return Arbitraries.integers().between(-2, 5).list().ofSize(6).map(drawn -> {
            List<Integer> survivors = new ArrayList<>();
            for (int i = 0; i < drawn.size(); i++) {
                survivors.add(drawn.get(i) > i ? drawn.get(i) : -1);
            }
            return survivors;
        });
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void each_order_ends_at_the_last_survivor_of_its_patient(
            @ForAll("survivors") List<Integer> survivors, @ForAll long seed) throws SQLException {
        Random random = new Random(seed);
        String run = "M" + ++counter + "-";
        List<Said> arrived = interleaved(survivors, random);
        start();
        for (Said said : arrived) {
            if (random.nextInt(5) == 0) {
                stop();
                start();
            }
            take(run, said);
        }
        arrived.forEach(said -> take(run, said));

        for (int i = 0; i < survivors.size(); i++) {
            int last = i;
            while (survivors.get(last) >= 0) {
                last = survivors.get(last);
            }
            List<ImagingOrder> orders = new JdbiOrders(Jdbi.create(connection))
                    .search(Scope.system(), new OrderSearch("", "", "", run + "O" + i, "", "", "", null, null, 2));
            assertThat(orders)
                    .as("order of " + i + " by " + arrived)
                    .singleElement()
                    .satisfies(order -> {
                        assertThat(order.state()).isEqualTo(OrderState.SCHEDULED);
                    });
            assertThat(orders.get(0).patient()).as("of " + i + " by " + arrived).isEqualTo(key(run, last));
        }
        stop();
    }

    /** Each sender's own order is kept; one in four comes twice. */
    private static List<Said> interleaved(List<Integer> survivors, Random random) {
        List<List<Said>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            senders.add(new ArrayList<>());
        }
        for (int i = 0; i < survivors.size(); i++) {
            senders.get(random.nextInt(4)).add(new Said(i, -1));
            if (survivors.get(i) >= 0) {
                senders.get(random.nextInt(4)).add(new Said(i, survivors.get(i)));
            }
        }
        List<Said> arrived = new ArrayList<>();
        while (senders.stream().anyMatch(sender -> !sender.isEmpty())) {
            List<Said> sender = senders.get(random.nextInt(4));
            if (!sender.isEmpty()) {
                arrived.add(sender.remove(random.nextInt(sender.size())));
            }
            if (!arrived.isEmpty() && random.nextInt(4) == 0) {
                arrived.add(arrived.get(random.nextInt(arrived.size())));
            }
        }
        return arrived;
    }

    private void take(String run, Said said) {
        if (said.merges()) {
            MergeOutcome outcome = register.merge(
                            List.of(new PatientMerge(patient(run, said.survivor()), key(run, said.patient()))))
                    .get(0);
            assertThat(outcome).isNotInstanceOf(MergeOutcome.Refused.class);
            return;
        }
        OrderNumbers numbers = new OrderNumbers(run + "O" + said.patient(), "RIS", "", "", "");
        OrderContent content =
                new OrderContent("", "", null, "", "", "", "", "", "", "", Priority.ROUTINE, null, List.of(), Set.of());
        OrderOutcome outcome = book.enter(List.of(new OrderRequest(List.of(new OrderCommand.PlaceOrder(
                        numbers, patient(run, said.patient()), T0, content, OrderState.SCHEDULED)))))
                .get(0);
        assertThat(outcome).isInstanceOf(OrderOutcome.Accepted.class);
    }

    private static PatientKey key(String run, int patient) {
        return new PatientKey(run + patient, "SITE");
    }

    private static PatientStatement patient(String run, int patient) {
        Origin origin = new Origin("north", "ris", "RIS", "SITE", "192.0.2.1", 1);
        return new PatientStatement(key(run, patient), "", null, "", T0, origin);
    }

    private void start() throws SQLException {
        connection = SOURCE.getConnection();
        Jdbi jdbi = Jdbi.create(connection);
        register = TestRegister.over(jdbi);
        book = new JdbiOrderBook(jdbi, register, TestTimeline.over(jdbi), new RecordedEvents<>(), Clock.systemUTC());
    }

    private void stop() throws SQLException {
        connection.close();
    }
}
