/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;

class RepeatPruningTest {
    private static final Duration KEPT = Duration.ofDays(30);

    private final Jdbi jdbi = TestDatabase.jdbi();

    private void keys(String prefix, int count, int daysOld) {
        jdbi.useHandle(h -> h.execute("""
                        insert into message_repeat (sender, sending_application, sending_facility, control_id, digest,
                                                    message_id, received_at)
                        select 'ris', 'RIS', 'MERCY', ? || n, '', n, now() - make_interval(days => ?)
                          from generate_series(1, ?) n""", prefix, daysOld, count));
    }

    private int left() {
        return jdbi.withHandle(h -> h.createQuery("select count(*) from message_repeat")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void takes_old_keys_away_a_batch_at_a_time_and_leaves_the_others() {
        keys("old", RepeatPruning.BATCH + 5, 31);
        keys("new", 10, 29);
        assertThat(RepeatPruning.prune(jdbi, KEPT)).isEqualTo(RepeatPruning.BATCH);
        assertThat(RepeatPruning.prune(jdbi, KEPT)).isEqualTo(5);
        assertThat(RepeatPruning.prune(jdbi, KEPT)).isZero();
        assertThat(left()).isEqualTo(10);
    }

    @Test
    void does_not_wait_for_another_node_that_prunes_the_same() {
        keys("old", 3, 31);
        try (var other = jdbi.open()) {
            other.begin();
            other.execute("select 1 from message_repeat where control_id = 'old1' for update");
            assertThat(RepeatPruning.prune(jdbi, KEPT)).isEqualTo(2);
            other.rollback();
        }
        assertThat(left()).isEqualTo(1);
    }
}
