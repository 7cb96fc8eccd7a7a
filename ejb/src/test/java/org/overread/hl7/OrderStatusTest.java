/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.config.Sender;
import org.overread.order.OrderState;
import org.overread.order.TestOrders;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.reading.CaseState;
import org.overread.reading.CaseStepped;
import org.overread.reading.TestCases;
import org.overread.shared.PatientKey;
import org.overread.shared.Priority;

/** What the RIS that placed an order is told of it, on the real database. */
class OrderStatusTest implements Work {
    private final Jdbi jdbi = TestDatabase.jdbi();
    private final LoopConfigured configured = new LoopConfigured();
    private final List<WorkItem> work = new ArrayList<>();
    private OrderStatus status;
    private long order;
    private long of;

    @BeforeEach
    void ordered() {
        GroupOrderRows rows = new GroupOrderRows(jdbi, Clock.systemUTC());
        OutgoingMessages outgoing = new OutgoingMessages(new OutgoingTable(jdbi), this, Clock.systemUTC());
        status = new OrderStatus(
                TestCases.over(jdbi),
                TestOrders.over(jdbi),
                rows,
                new OrderStatusRows(jdbi),
                outgoing,
                configured,
                this);
        order = TestOrders.place(jdbi, new PatientKey("1", "S-PAT"), "A7", "1.2.3", Priority.ROUTINE);
        of = TestCases.open(jdbi, order, CaseState.ORDERED);
    }

    @Test
    void each_status_is_told_once_and_in_its_order() {
        for (CaseState state : List.of(
                CaseState.ORDERED,
                CaseState.ARRIVING,
                CaseState.AVAILABLE,
                CaseState.ARRIVING,
                CaseState.READING,
                CaseState.PRELIMINARY,
                CaseState.FINAL,
                CaseState.DELIVERED,
                CaseState.FINAL)) {
            steps(state);
        }
        assertThat(told()).containsExactly("IP", "CM");
        assertThat(work)
                .filteredOn(i -> i.kind().equals(MessageSend.KIND))
                .extracting(WorkItem::key)
                .containsOnly("hl7:sender:ris:case:" + of);
    }

    @Test
    void a_step_that_was_overtaken_is_left_out() {
        steps(CaseState.FINAL);
        assertThat(told()).containsExactly("CM");
    }

    @Test
    void a_cancel_is_told_and_that_the_order_was_placed_anew() {
        TestOrders.state(jdbi, order, OrderState.CANCELLED);
        steps(CaseState.CANCELLED);
        steps(CaseState.CANCELLED);
        TestOrders.state(jdbi, order, OrderState.SCHEDULED);
        steps(CaseState.ORDERED);
        assertThat(told()).containsExactly("CA", "SC");
    }

    @Test
    void of_an_order_that_is_cancelled_while_it_is_read_the_report_decides() {
        steps(CaseState.READING);
        TestOrders.state(jdbi, order, OrderState.CANCELLED);
        steps(CaseState.READING);
        steps(CaseState.FINAL);
        assertThat(told()).containsExactly("IP", "CM");
    }

    @Test
    void it_names_the_order_by_the_numbers_of_who_placed_it_and_the_study() {
        steps(CaseState.ARRIVING);
        String placer = jdbi.withHandle(h -> h.createQuery("select placer_number from imaging_order where id = :id")
                .bind("id", order)
                .mapTo(String.class)
                .one());
        String text = sent().get(0);
        assertThat(text)
                .contains("|ORM^O01^ORM_O01|OVR", "\rPID|1||1^^^S-PAT||DOE^JANE", "\rZDS|1.2.3^^Application^DICOM\r");
        assertThat(text).containsPattern("\rORC\\|SC\\|" + placer + "\\|\\|\\|IP\\|\\|\\|\\|\\d{14}\\+0000\r");
        assertThat(text).contains("\rOBR|1|" + placer + "||^CT thorax||||||||||||||A7||||||CT\r");
    }

    @Test
    void as_an_omg_it_has_the_study_in_an_observation() {
        configured.status = Sender.StatusForm.OMG;
        steps(CaseState.ARRIVING);
        assertThat(sent().get(0))
                .contains("|OMG^O19^OMG_O19|", "\rOBX|1|HD|113014^DICOM Study^DCM||1.2.3||||||O\r")
                .doesNotContain("ZDS");
    }

    @Test
    void a_ris_whose_profile_does_not_want_it_is_told_nothing() {
        configured.status = null;
        status.stepped(new CaseStepped(of, "S", null, "case.arriving"));
        assertThat(work).isEmpty();
        steps(CaseState.ARRIVING);
        assertThat(told()).isEmpty();
    }

    private void steps(CaseState state) {
        TestCases.state(jdbi, of, state);
        status.handle(WorkItem.now(status.kind(), "k", Lane.SHORT, new OrderStatus.Look(of, null)), 1);
    }

    /** ORC-5 of what was written for the RIS, in its order. */
    private List<String> told() {
        return sent().stream()
                .map(text -> text.replaceAll("(?s).*\rORC\\|SC\\|[^|]*\\|[^|]*\\|\\|([A-Z]{2}).*", "$1"))
                .toList();
    }

    private List<String> sent() {
        return jdbi.withHandle(h -> h.createQuery("""
                        select m.raw from outgoing_message o join message m on m.id = o.message_id
                         where o.case_id = :case and o.purpose = 'STATUS' order by o.message_id""")
                .bind("case", of)
                .mapTo(byte[].class)
                .map(raw -> new String(raw, StandardCharsets.UTF_8))
                .list());
    }

    @Override
    public void append(WorkItem item) {
        work.add(item);
    }

    @Override
    public void appendUnlessWaiting(WorkItem item) {
        work.add(item);
    }
}
