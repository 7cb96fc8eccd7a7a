/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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
import org.overread.order.OrderCommand.CancelOrder;
import org.overread.order.OrderCommand.ChangeOrder;
import org.overread.order.OrderCommand.DiscontinueOrder;
import org.overread.order.OrderCommand.PlaceOrder;
import org.overread.order.OrderCommand.UpdateOrderStatus;
import org.overread.order.OrderOutcome.Accepted;
import org.overread.order.OrderOutcome.Refused;
import org.overread.patient.MergeOutcome;
import org.overread.patient.PatientMerge;
import org.overread.patient.PatientRegister;
import org.overread.patient.PatientStatement;
import org.overread.patient.TestRegister;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;
import org.overread.timeline.TestTimeline;

class OrderBookTest {
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final Scope ALL = Scope.system();
    private static Jdbi jdbi;
    private static int counter;

    private final RecordedEvents<OrderEvent> events = new RecordedEvents<>();
    private PatientRegister register;
    private OrderBook book;
    private Orders orders;
    private OrderNumbers numbers;
    private PatientKey patient;

    @BeforeAll
    static void database() {
        jdbi = TestDatabase.jdbi();
    }

    @BeforeEach
    void book() {
        register = TestRegister.over(jdbi);
        book = new JdbiOrderBook(jdbi, register, TestTimeline.over(jdbi), events, Clock.systemUTC());
        orders = new JdbiOrders(jdbi);
        counter++;
        numbers = new OrderNumbers("PL" + counter, "RIS", "FL" + counter, "RIS", "");
        patient = new PatientKey("P" + counter, "SITE");
    }

    @Test
    void places_an_order_with_its_patient_steps_event_and_timeline() {
        Accepted accepted = accepted(place(numbers, T0));

        ImagingOrder order = orders.load(ALL, accepted.orders().get(0)).orElseThrow();
        assertThat(order.state()).isEqualTo(OrderState.SCHEDULED);
        assertThat(order.patient()).isEqualTo(patient);
        assertThat(order.content()).isEqualTo(content());
        assertThat(order.controlAt()).isEqualTo(T0);
        assertThat(events.fired()).singleElement().isInstanceOf(OrderPlaced.class);
        assertThat(events.fired().get(0).order().patient()).isEqualTo(patient);
        assertThat(timeline(order.id())).containsExactly("order.placed");
    }

    @Test
    void a_cancel_before_its_order_waits_and_the_order_arrives_cancelled() {
        Accepted early = accepted(cancel(numbers, T0.plusSeconds(60)));
        assertThat(early.orders()).isEmpty();
        assertThat(codes(early)).containsExactly("OVR000500");

        Accepted placed = accepted(place(numbers, T0));

        assertThat(codes(placed)).containsExactly("OVR000506");
        assertThat(state(placed)).isEqualTo(OrderState.CANCELLED);
        assertThat(waiting()).isZero();
        assertThat(events.fired()).hasSize(2).last().isInstanceOf(OrderCancelled.class);
    }

    @Test
    void a_discontinue_of_the_same_time_makes_its_order_arrive_discontinued_found_by_the_fillers_number_alone() {
        accepted(new DiscontinueOrder(new OrderNumbers("", "", numbers.filler(), "RIS", ""), said(T0), T0));

        assertThat(state(accepted(place(numbers, T0)))).isEqualTo(OrderState.DISCONTINUED);
    }

    @Test
    void a_newer_order_is_not_touched_by_an_older_cancel_that_waited() {
        accepted(cancel(numbers, T0));

        Accepted placed = accepted(place(numbers, T0.plusSeconds(1)));

        assertThat(placed.warnings()).isEmpty();
        assertThat(state(placed)).isEqualTo(OrderState.SCHEDULED);
        assertThat(waiting()).isZero();
    }

    @Test
    void a_change_before_its_order_is_applied_when_the_order_comes() {
        accepted(change(numbers, T0.plusSeconds(5), content("", Priority.STAT), null));

        ImagingOrder order = only(accepted(place(numbers, T0)));

        assertThat(order.priority()).isEqualTo(Priority.STAT);
        assertThat(order.content().accession()).isEqualTo(content().accession());
        assertThat(order.controlAt()).isEqualTo(T0.plusSeconds(5));
    }

    @Test
    void an_older_message_does_not_overwrite_a_newer_one() {
        accepted(place(numbers, T0));
        accepted(change(numbers, T0.plusSeconds(10), content("", Priority.STAT), null));

        Accepted late = accepted(change(numbers, T0.plusSeconds(5), content("", Priority.ROUTINE), null));

        assertThat(codes(late)).containsExactly("OVR000501");
        assertThat(only(late).priority()).isEqualTo(Priority.STAT);
    }

    @Test
    void a_cancelled_order_is_revived_only_by_a_newer_new_order() {
        accepted(place(numbers, T0));
        accepted(cancel(numbers, T0));
        assertThat(codes(accepted(place(numbers, T0)))).containsExactly("OVR000502");
        assertThat(codes(accepted(change(numbers, T0.plusSeconds(1), content(), OrderState.COMPLETED))))
                .containsExactly("OVR000502");

        Accepted again = accepted(place(numbers, T0.plusSeconds(2)));

        assertThat(state(again)).isEqualTo(OrderState.SCHEDULED);
        assertThat(events.fired()).last().isInstanceOf(OrderChanged.class);
    }

    @Test
    void a_status_moves_an_order_on_and_never_back() {
        accepted(place(numbers, T0));
        assertThat(state(accepted(status(numbers, OrderState.COMPLETED)))).isEqualTo(OrderState.COMPLETED);

        Accepted back = accepted(status(numbers, OrderState.IN_PROGRESS));

        assertThat(codes(back)).containsExactly("OVR000503");
        assertThat(state(back)).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void the_same_order_again_changes_nothing_and_tells_nothing() {
        accepted(place(numbers, T0));
        Accepted again = accepted(place(numbers, T0));

        assertThat(again.warnings()).isEmpty();
        assertThat(events.fired()).hasSize(1);
        assertThat(orders.search(ALL, search(numbers.placer()))).hasSize(1);
    }

    @Test
    void an_order_number_of_another_patient_is_refused_and_leaves_no_trace() {
        accepted(place(numbers, T0));
        patient = new PatientKey("Q" + counter, "SITE");
        OrderNumbers fresh = new OrderNumbers("NEW" + counter, "RIS", "", "", "");

        OrderOutcome outcome = book.enter(
                        List.of(new OrderRequest(List.of(place(fresh, T0), place(numbers, T0.plusSeconds(1))))))
                .get(0);

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).problem().code()).isEqualTo("OVR000504");
        assertThat(orders.search(ALL, search(fresh.placer()))).isEmpty();
        assertThat(register.find(List.of(patient))).isEmpty();
    }

    @Test
    void one_placed_order_may_have_several_requested_procedures_and_a_cancel_ends_all() {
        OrderNumbers one = new OrderNumbers(numbers.placer(), "RIS", "F1" + counter, "", "RP1");
        OrderNumbers two = new OrderNumbers(numbers.placer(), "RIS", "F2" + counter, "", "RP2");
        accepted(place(one, T0), place(two, T0));
        OrderNumbers both = new OrderNumbers(numbers.placer(), "RIS", "", "", "");

        OrderOutcome unclear =
                book.enter(List.of(request(change(both, T0, content(), null)))).get(0);
        Accepted ended = accepted(cancel(both, T0));

        assertThat(unclear).isInstanceOf(Refused.class);
        assertThat(ended.orders()).hasSize(2);
        assertThat(orders.search(ALL, search(numbers.placer()))).allMatch(o -> o.state() == OrderState.CANCELLED);
    }

    @Test
    void a_delivery_is_entered_in_its_order_even_for_one_and_the_same_order() {
        List<OrderOutcome> outcomes = book.enter(List.of(
                request(place(numbers, T0)),
                request(change(numbers, T0, content("", Priority.STAT), null)),
                request(cancel(numbers, T0.plusSeconds(1)))));

        assertThat(outcomes).allMatch(o -> o instanceof Accepted);
        assertThat(only((Accepted) outcomes.get(2)).priority()).isEqualTo(Priority.STAT);
        assertThat(state((Accepted) outcomes.get(2))).isEqualTo(OrderState.CANCELLED);
        assertThat(events.fired()).hasSize(3);
    }

    @Test
    void orders_follow_their_patient_into_a_merge_and_new_ones_go_to_the_survivor() {
        accepted(place(numbers, T0));
        PatientKey survivor = new PatientKey("S" + counter, "SITE");
        MergeOutcome merged = register.merge(
                new PatientMerge(new PatientStatement(survivor, "LAST^FIRST", null, "F", T0, origin()), patient));
        OrderNumbers second = new OrderNumbers("B" + counter, "RIS", "", "", "");

        accepted(place(second, T0));

        assertThat(merged).isInstanceOf(MergeOutcome.Merged.class);
        assertThat(orders.ofPatient(ALL, survivor)).hasSize(2);
        assertThat(orders.ofPatient(ALL, patient))
                .hasSize(2)
                .allMatch(o -> o.patient().equals(survivor));
    }

    @Test
    void another_hospitals_order_with_the_same_number_is_another_order_and_out_of_scope() {
        Accepted here = accepted(place(numbers, T0));
        Scope there = Scope.of("kim", Set.of(Role.TECHNOLOGIST), Set.of("elsewhere"), Set.of());

        assertThat(orders.load(there, here.orders().get(0))).isEmpty();
        assertThat(orders.search(there, OrderSearch.all(100))).isEmpty();
    }

    private OrderCommand place(OrderNumbers of, Instant at) {
        return new PlaceOrder(of, said(at), at, content(), OrderState.SCHEDULED);
    }

    private OrderCommand change(OrderNumbers of, Instant at, OrderContent content, OrderState state) {
        return new ChangeOrder(of, said(at), at, content, state);
    }

    private OrderCommand cancel(OrderNumbers of, Instant at) {
        return new CancelOrder(of, said(at), at);
    }

    private OrderCommand status(OrderNumbers of, OrderState state) {
        return new UpdateOrderStatus(of, said(T0), T0, state);
    }

    private PatientStatement said(Instant at) {
        return new PatientStatement(patient, "MEIER^ANNA", LocalDate.of(1980, 2, 2), "F", at, origin());
    }

    private static Origin origin() {
        return new Origin("north", "ris", "RIS", "SITE", "192.0.2.1", counter);
    }

    private static OrderContent content() {
        return content("ACC" + counter, Priority.ROUTINE);
    }

    private static OrderContent content(String accession, Priority priority) {
        return new OrderContent(
                accession,
                "RIS",
                "1.2.3." + counter,
                "CT",
                "CTTHX^99SITE",
                "CT Thorax",
                "Cough",
                "",
                "ORDER^DOC",
                "O",
                priority,
                T0,
                List.of(new OrderStep("SPS1", "CT", "CT1", "native"), new OrderStep("SPS2", "CT", "CT1", "contrast")));
    }

    private static OrderRequest request(OrderCommand... commands) {
        return new OrderRequest(List.of(commands));
    }

    private Accepted accepted(OrderCommand... commands) {
        return (Accepted) book.enter(List.of(request(commands))).get(0);
    }

    private static List<String> codes(Accepted accepted) {
        return new ArrayList<>(accepted.warnings().stream().map(p -> p.code()).toList());
    }

    private ImagingOrder only(Accepted accepted) {
        return orders.load(ALL, accepted.orders().get(0)).orElseThrow();
    }

    private OrderState state(Accepted accepted) {
        return only(accepted).state();
    }

    private static OrderSearch search(String placer) {
        return new OrderSearch("", "", "", placer, "", "", "", null, null, 100);
    }

    private int waiting() {
        return jdbi.withHandle(h -> h.createQuery("select count(*) from order_forerunner where filler_number = :f")
                .bind("f", numbers.filler())
                .mapTo(Integer.class)
                .one());
    }

    private static List<String> timeline(long order) {
        return jdbi.withHandle(h -> h.createQuery("select kind from timeline where subject = :s order by id")
                .bind("s", "order:" + order)
                .mapTo(String.class)
                .list());
    }
}
