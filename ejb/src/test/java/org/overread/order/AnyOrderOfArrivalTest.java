/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
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

    /** @param minute of the message's own time @param says which parts of the content it names, or deletes */
    record Said(OrderStatement.Act act, int minute, OrderState state, int says, int deletes, int number) {
        boolean places() {
            return act == OrderStatement.Act.PLACE;
        }
    }

    @Provide
    Arbitrary<Said> said() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(3, OrderStatement.Act.PLACE),
                                net.jqwik.api.Tuple.of(2, OrderStatement.Act.CHANGE),
                                net.jqwik.api.Tuple.of(2, OrderStatement.Act.CANCEL),
                                net.jqwik.api.Tuple.of(1, OrderStatement.Act.DISCONTINUE),
                                net.jqwik.api.Tuple.of(2, OrderStatement.Act.STATUS)),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(OrderState.SCHEDULED, OrderState.IN_PROGRESS, OrderState.COMPLETED),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 1_000_000))
                .as(Said::new);
    }

    @Provide
    Arbitrary<List<List<Said>>> senders() {
        return said().list().ofMaxSize(4).list().ofSize(4);
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void any_interleaving_ends_as_if_the_messages_had_come_in_time(
            @ForAll("senders") List<List<Said>> senders, @ForAll long seed) {
        List<Said> arrived = interleaved(senders, new Random(seed));
        List<Said> inTime = new ArrayList<>(arrived);
        inTime.sort(Comparator.comparing(Said::minute).thenComparing(s -> !s.places()));

        Optional<ImagingOrder> one = enter(arrived);
        Optional<ImagingOrder> other = enter(inTime);

        assertThat(one.map(ImagingOrder::state)).isEqualTo(other.map(ImagingOrder::state));
        assertThat(one.map(ImagingOrder::content)).isEqualTo(other.map(ImagingOrder::content));
        assertThat(one.map(ImagingOrder::state)).isEqualTo(byTheRules(inTime));
    }

    /** Each sender's messages in its order, and now and then one that was sent again. */
    private static List<Said> interleaved(List<List<Said>> senders, Random random) {
        List<List<Said>> left = new ArrayList<>();
        senders.forEach(s -> left.add(new ArrayList<>(s)));
        List<Said> arrived = new ArrayList<>();
        while (left.stream().anyMatch(s -> !s.isEmpty())) {
            List<Said> sender = left.get(random.nextInt(left.size()));
            if (!sender.isEmpty()) {
                arrived.add(sender.remove(0));
            }
            if (!arrived.isEmpty() && random.nextInt(4) == 0) {
                arrived.add(arrived.get(random.nextInt(arrived.size())));
            }
        }
        return arrived;
    }

    /** What the standard and our design say of the state, with no thought of how it is done. */
    private static Optional<OrderState> byTheRules(List<Said> inTime) {
        OrderState state = null;
        int endedAt = -1;
        for (Said said : inTime) {
            if (state == null) {
                state = said.places() ? OrderState.SCHEDULED : null;
            } else if (state.ended()) {
                if (said.places() && said.minute() > endedAt) {
                    state = OrderState.SCHEDULED;
                }
                if (said.act() == OrderStatement.Act.CANCEL || said.act() == OrderStatement.Act.DISCONTINUE) {
                    endedAt = said.minute();
                }
            } else {
                OrderState wanted = switch (said.act()) {
                    case PLACE, CHANGE -> state;
                    case CANCEL -> OrderState.CANCELLED;
                    case DISCONTINUE -> OrderState.DISCONTINUED;
                    case STATUS -> said.state();
                };
                if (state.canBecome(wanted)) {
                    state = wanted;
                    endedAt = said.minute();
                }
            }
        }
        return Optional.ofNullable(state);
    }

    private static Optional<ImagingOrder> enter(List<Said> messages) {
        String placer = "ANY" + ++counter;
        OrderNumbers numbers = new OrderNumbers(placer, "RIS", "", "", "");
        for (int i = 0; i < messages.size(); i++) {
            BOOK.enter(List.of(new OrderRequest(List.of(command(messages.get(i), numbers, i)))));
        }
        return new JdbiOrders(JDBI)
                .search(Scope.system(), new OrderSearch("", "", "", placer, "", "", "", null, null, 2)).stream()
                        .findFirst();
    }

    private static OrderCommand command(Said said, OrderNumbers numbers, int message) {
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

    private static OrderContent content(Said said) {
        Set<Part> deleted = new java.util.HashSet<>();
        String accession = said(said, 1, "A", Part.ACCESSION, deleted);
        String reason = said(said, 2, "R", Part.REASON, deleted);
        boolean urgent = !said(said, 4, "P", Part.PRIORITY, deleted).isEmpty();
        Priority priority = urgent ? Priority.values()[said.number() % Priority.values().length] : null;
        return new OrderContent(
                accession, "", null, "", "", "", reason, "", "", "", priority, null, List.of(), deleted);
    }

    private static String said(Said said, int bit, String letter, Part part, Set<Part> deleted) {
        if ((said.says() & bit) != 0) {
            return letter + said.number();
        }
        if ((said.deletes() & bit) != 0) {
            deleted.add(part);
        }
        return "";
    }
}
