/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overread.order.OrderState;
import org.overread.order.TestOrders;
import org.overread.outbox.Lane;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** Orders that are worked on together get what each would get by itself. */
class OrdersTogetherTest {
    private final ReadingBench bench = new ReadingBench();

    private long placed(String accession, Priority priority) {
        return TestOrders.place(bench.studies.jdbi, ReadingBench.JANE, accession, "", priority);
    }

    private void together(Long... orders) {
        List<WorkItem> items = Stream.of(orders)
                .map(order ->
                        WorkItem.now(CaseWork.ORDER, "order:" + order, Lane.SHORT, new CaseWork.OrderMoved(order)))
                .toList();
        List<WorkOutcome> outcomes = bench.orderHandler.handleAll(items);
        assertThat(outcomes)
                .hasSameSizeAs(items)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(WorkOutcome.Done.class));
        bench.studies.pump();
    }

    private ReadingCase ofOrder(long order) {
        return bench.all().stream()
                .filter(c -> c.orderId() != null && c.orderId() == order)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_new_one_a_cancelled_one_one_whose_images_wait_and_one_that_has_its_case() {
        long cancelled = bench.order("1", "", Priority.ROUTINE);
        long known = bench.order("2", "", Priority.ROUTINE);
        bench.images("1.2.3", "3", 3, Hint.NOTIFY);
        TestOrders.state(bench.studies.jdbi, cancelled, OrderState.CANCELLED);
        long awaited = placed("3", Priority.STAT);
        long fresh = placed("4", Priority.ASAP);
        together(fresh, awaited, known, cancelled);
        assertThat(bench.all()).hasSize(4);
        assertThat(ofOrder(cancelled).state()).isEqualTo(CaseState.CANCELLED);
        assertThat(ofOrder(known).version()).isZero();
        assertThat(ofOrder(awaited).studyId()).isNotNull();
        assertThat(ofOrder(awaited).priority()).isEqualTo(Priority.STAT);
        assertThat(ofOrder(fresh).state()).isEqualTo(CaseState.ORDERED);
        assertThat(ofOrder(fresh).priority()).isEqualTo(Priority.ASAP);
        assertThat(ofOrder(fresh).modality()).isEqualTo("CT");
    }

    @Test
    void the_same_again_changes_nothing_and_one_that_is_not_there_is_done() {
        long first = placed("5", Priority.ROUTINE);
        long second = placed("6", Priority.ROUTINE);
        together(first, second);
        List<ReadingCase> once = bench.all();
        together(second, first, Long.MAX_VALUE);
        assertThat(bench.all()).hasSize(2).isEqualTo(once);
        assertThat(bench.studies.lines.stream().filter(line -> line.contains("case.opened")))
                .hasSize(2);
    }
}
