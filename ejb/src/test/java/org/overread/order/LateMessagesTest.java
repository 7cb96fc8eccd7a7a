/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.RecordedEvents;
import org.overread.TestDatabase;
import org.overread.access.Scope;
import org.overread.order.OrderCommand.CancelOrder;
import org.overread.order.OrderCommand.ChangeOrder;
import org.overread.order.OrderCommand.PlaceOrder;
import org.overread.order.OrderCommand.UpdateOrderStatus;
import org.overread.order.OrderContent.Part;
import org.overread.order.OrderOutcome.Accepted;
import org.overread.patient.PatientStatement;
import org.overread.patient.TestRegister;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.timeline.TestTimeline;

/** Messages that come late do what they would have done in time. */
class LateMessagesTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static Jdbi jdbi;
    private static int counter;

    private final RecordedEvents<OrderEvent> events = new RecordedEvents<>();
    private OrderBook book;
    private OrderNumbers numbers;

    @BeforeAll
    static void database() {
        jdbi = TestDatabase.jdbi();
    }

    @BeforeEach
    void book() {
        book = new JdbiOrderBook(jdbi, TestRegister.over(jdbi), TestTimeline.over(jdbi), events, Clock.systemUTC());
        numbers = new OrderNumbers("LATE" + ++counter, "RIS", "", "", "");
    }

    @Test
    void a_cancel_that_is_older_than_the_newest_change_still_ends_the_order() {
        enter(place(0, content("A", "why")));
        enter(change(2, content("B", "")));

        assertThat(codes(enter(new CancelOrder(numbers, said(1), at(1))))).isEmpty();

        assertThat(stored().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(stored().content().accession()).isEqualTo("A");
    }

    @Test
    void a_new_order_between_a_cancel_and_a_change_makes_both_right() {
        enter(place(0, content("A", "")));
        enter(new CancelOrder(numbers, said(1), at(1)));
        assertThat(codes(enter(change(3, content("C", ""))))).containsExactly("OVR000502");

        enter(place(2, content("B", "")));

        assertThat(stored().state()).isEqualTo(OrderState.SCHEDULED);
        assertThat(stored().content().accession()).isEqualTo("C");
    }

    @Test
    void an_older_change_fills_in_what_newer_ones_do_not_say() {
        enter(place(0, content("A", "old reason")));
        enter(change(2, content("B", "")));
        enter(change(1, content("X", "new reason")));

        assertThat(stored().content().accession()).isEqualTo("B");
        assertThat(stored().content().reason()).isEqualTo("new reason");
        assertThat(codes(enter(change(1, content("Y", ""))))).containsExactly("OVR000501");
    }

    @Test
    void a_deletion_empties_a_field_until_a_newer_message_fills_it() {
        enter(place(0, content("A", "cough")));
        enter(change(2, without("B", Set.of(Part.REASON, Part.PRIORITY, Part.START, Part.STUDY_UID))));

        assertThat(stored().content().reason()).isEmpty();
        assertThat(stored().priority()).isEqualTo(Priority.ROUTINE);
        assertThat(stored().content().scheduledAt()).isNull();
        assertThat(stored().content().studyUid()).isNull();
        assertThat(stored().content().cleared()).isEmpty();

        enter(change(1, content("", "too late")));
        assertThat(stored().content().reason()).isEmpty();
        enter(change(3, content("", "fever")));
        assertThat(stored().content().reason()).isEqualTo("fever");
    }

    @Test
    void an_order_that_deletes_what_an_older_one_said_has_nothing_there() {
        enter(place(1, without("A", Set.of(Part.REASON))));
        enter(place(0, content("A", "cough")));

        assertThat(stored().content().reason()).isEmpty();
    }

    @Test
    void a_cancel_of_several_procedures_ends_each_of_them_whichever_comes_when() {
        enter(new CancelOrder(numbers, said(5), at(5)));
        enter(new PlaceOrder(procedure("R1"), said(0), at(0), content("A", ""), OrderState.SCHEDULED));
        enter(new PlaceOrder(procedure("R2"), said(0), at(0), content("A", ""), OrderState.SCHEDULED));

        assertThat(all())
                .extracting(ImagingOrder::state)
                .containsOnly(OrderState.CANCELLED)
                .hasSize(2);
    }

    @Test
    void a_cancel_after_the_images_were_made_changes_nothing_and_is_told() {
        enter(place(0, content("A", "")));
        enter(new UpdateOrderStatus(numbers, said(1), at(1), OrderState.COMPLETED));

        assertThat(codes(enter(new CancelOrder(numbers, said(2), at(2))))).containsExactly("OVR000503");

        assertThat(stored().state()).isEqualTo(OrderState.COMPLETED);
        assertThat(events.fired()).last().isInstanceOf(OrderCancelAsked.class);
    }

    @Test
    void an_order_that_is_spoken_of_for_ever_keeps_a_bounded_history_and_its_newest_word() {
        enter(place(0, content("A", "")));
        for (int i = 1; i <= OrderHistory.MOST + 20; i++) {
            enter(change(i, content("A" + i, "")));
        }
        enter(new CancelOrder(numbers, said(3), at(3)));

        assertThat(stored().content().accession()).isEqualTo("A" + (OrderHistory.MOST + 20));
        assertThat(stored().state()).isEqualTo(OrderState.SCHEDULED); // that is too long ago to be told from the rest
        int found = jdbi.withHandle(h -> h.createQuery(
                        "select jsonb_array_length(history -> 'statements') from imaging_order where placer_number = :n")
                .bind("n", numbers.placer())
                .mapTo(Integer.class)
                .one());
        assertThat(found).isEqualTo(OrderHistory.MOST);
    }

    private static Instant at(int minutes) {
        return T0.plusSeconds(60L * minutes);
    }

    private OrderNumbers procedure(String id) {
        return new OrderNumbers(numbers.placer(), "RIS", "", "", id);
    }

    private OrderCommand place(int minutes, OrderContent content) {
        return new PlaceOrder(numbers, said(minutes), at(minutes), content, OrderState.SCHEDULED);
    }

    private OrderCommand change(int minutes, OrderContent content) {
        return new ChangeOrder(numbers, said(minutes), at(minutes), content, null);
    }

    private static PatientStatement said(int minutes) {
        var origin = new Origin("north", "ris", "RIS", "SITE", "192.0.2.1", 1000L * counter + minutes);
        return new PatientStatement(new PatientKey("LATE" + counter, "SITE"), "DOE", null, "", at(minutes), origin);
    }

    private static OrderContent content(String accession, String reason) {
        boolean full = !reason.isEmpty();
        return new OrderContent(
                accession,
                "",
                full ? "1.2.3" : null,
                "CT",
                "",
                "",
                reason,
                "",
                "",
                "",
                full ? Priority.STAT : null,
                full ? T0 : null,
                List.of());
    }

    private static OrderContent without(String accession, Set<Part> cleared) {
        return new OrderContent(accession, "", null, "", "", "", "", "", "", "", null, null, List.of(), cleared);
    }

    private Accepted enter(OrderCommand command) {
        return (Accepted)
                book.enter(List.of(new OrderRequest(List.of(command)))).get(0);
    }

    private static List<String> codes(Accepted accepted) {
        return accepted.warnings().stream().map(p -> p.code()).toList();
    }

    private ImagingOrder stored() {
        return all().get(0);
    }

    private List<ImagingOrder> all() {
        return new JdbiOrders(jdbi)
                .search(Scope.system(), new OrderSearch("", "", "", numbers.placer(), "", "", "", null, null, 100));
    }
}
