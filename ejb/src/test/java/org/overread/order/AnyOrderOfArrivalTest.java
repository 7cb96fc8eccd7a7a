/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jdbi.v3.core.Jdbi;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Scope;
import org.overread.order.OrderContent.Part;
import org.overread.patient.PatientStatement;
import org.overread.patient.TestRegister;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.timeline.TestTimeline;

/**
 * Four senders speak of one order, each in its own order and some of it twice. However their messages are interleaved, the
 * order ends as if they had come by their own times (ORC-9, else MSH-7), those of one time by receipt.
 */
class AnyOrderOfArrivalTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    /** One connection for all of it: a new one for each statement would be most of the time. */
    private static final Jdbi JDBI = connected();

    private static final OrderBook BOOK = new JdbiOrderBook(
            JDBI, TestRegister.over(JDBI), TestTimeline.over(JDBI), new RecordedEvents<>(), Clock.systemUTC());
    private static int counter;

    private static Jdbi connected() {
        try {
            return Jdbi.create(TestDatabase.migrated().getConnection());
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Provide
    Arbitrary<List<List<SaidOfAnOrder>>> senders() {
        return SaidOfAnOrder.bySenders();
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void any_interleaving_ends_as_if_the_messages_had_come_in_time(
            @ForAll("senders") List<List<SaidOfAnOrder>> senders, @ForAll long seed) {
        List<SaidOfAnOrder> arrived = SaidOfAnOrder.interleaved(senders, new Random(seed));
        List<SaidOfAnOrder> inTime = new ArrayList<>(arrived);
        inTime.sort(SaidOfAnOrder.IN_TIME);

        Optional<ImagingOrder> one = enter(arrived);
        Optional<ImagingOrder> other = enter(inTime);

        assertThat(one.map(ImagingOrder::state)).isEqualTo(other.map(ImagingOrder::state));
        assertThat(one.map(ImagingOrder::content)).isEqualTo(other.map(ImagingOrder::content));
        assertThat(one.map(ImagingOrder::state)).isEqualTo(SaidOfAnOrder.byTheRules(inTime));
    }

    private static Optional<ImagingOrder> enter(List<SaidOfAnOrder> messages) {
        String placer = "ANY" + ++counter;
        OrderNumbers numbers = new OrderNumbers(placer, "RIS", "", "", "");
        for (int i = 0; i < messages.size(); i++) {
            BOOK.enter(List.of(new OrderRequest(List.of(command(messages.get(i), numbers, i)))));
        }
        return new JdbiOrders(JDBI)
                .search(Scope.system(), new OrderSearch("", "", "", placer, "", "", "", null, null, 2)).stream()
                        .findFirst();
    }

    private static OrderCommand command(SaidOfAnOrder said, OrderNumbers numbers, int message) {
        Instant at = T0.plusSeconds(60L * said.minute());
        Origin origin = new Origin("north", "ris", "RIS", "SITE", "192.0.2.1", message + 1);
        PatientStatement patient = new PatientStatement(new PatientKey("ANY", "SITE"), "", null, "", at, origin);
        return switch (said.act()) {
            case PLACE -> new OrderCommand.PlaceOrder(numbers, patient, at, content(said), OrderState.SCHEDULED);
            case CHANGE -> new OrderCommand.ChangeOrder(numbers, patient, at, content(said), null);
            case CANCEL -> new OrderCommand.CancelOrder(numbers, patient, at);
            case DISCONTINUE -> new OrderCommand.DiscontinueOrder(numbers, patient, at);
            case STATUS -> new OrderCommand.UpdateOrderStatus(numbers, patient, at, said.state());
        };
    }

    private static OrderContent content(SaidOfAnOrder said) {
        Set<Part> deleted = new java.util.HashSet<>();
        String accession = said(said, 1, "A", Part.ACCESSION, deleted);
        String reason = said(said, 2, "R", Part.REASON, deleted);
        boolean urgent = !said(said, 4, "P", Part.PRIORITY, deleted).isEmpty();
        Priority priority = urgent ? Priority.values()[said.number() % Priority.values().length] : null;
        return new OrderContent(
                accession, "", null, "", "", "", reason, "", "", "", priority, null, List.of(), deleted);
    }

    private static String said(SaidOfAnOrder said, int bit, String letter, Part part, Set<Part> deleted) {
        if ((said.says() & bit) != 0) {
            return letter + said.number();
        }
        if ((said.deletes() & bit) != 0) {
            deleted.add(part);
        }
        return "";
    }
}
