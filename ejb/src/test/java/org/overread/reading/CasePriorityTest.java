/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.overread.shared.Priority;
import org.overread.study.Hint;

/** Whose word on a priority stands: the order's, a rule's, a person's. */
class CasePriorityTest {
    private static final String UID = "1.2.3";

    private final ReadingBench bench = new ReadingBench();

    private void orderSays(long order, Priority priority) {
        bench.studies.jdbi.useHandle(
                h -> h.execute("update imaging_order set priority = ? where id = ?", priority.name(), order));
        bench.orderMoved(order);
    }

    private void personSays(Priority priority) {
        ReadingCase found = bench.only();
        bench.holds.priority(ReadingBench.CORA, found.id(), found.version(), priority, "");
    }

    @Test
    void an_order_that_says_nothing_new_of_the_priority_leaves_a_persons_word_alone() {
        long order = bench.available(UID).orderId();
        personSays(Priority.ROUTINE);

        bench.orderMoved(order);
        assertThat(bench.only().priority()).isEqualTo(Priority.ROUTINE);

        orderSays(order, Priority.ASAP);
        assertThat(bench.only().priority()).as("a new word of the order").isEqualTo(Priority.ASAP);
    }

    @Test
    void so_it_does_before_images_came_too() {
        long order = bench.order("7", UID, Priority.ROUTINE);
        personSays(Priority.STAT);

        bench.orderMoved(order);
        assertThat(bench.only().priority()).isEqualTo(Priority.STAT);

        orderSays(order, Priority.ASAP);
        assertThat(bench.only().priority()).isEqualTo(Priority.ASAP);
    }

    @Test
    void so_it_does_for_a_case_whose_images_were_there_before_the_order() {
        bench.images(UID, "7", 3, Hint.NOTIFY);
        long order = bench.order("7", "", Priority.STAT);
        personSays(Priority.ROUTINE);

        bench.orderMoved(order);
        assertThat(bench.only().priority()).isEqualTo(Priority.ROUTINE);
    }
}
