/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;

class MessageRetentionTest {
    private static final Duration KEPT = Duration.ofDays(90);

    private final Jdbi jdbi = TestDatabase.jdbi();

    @BeforeEach
    void messages_of_four_months() {
        for (String month : List.of("2020-01-01", "2020-02-01")) {
            jdbi.useHandle(h -> {
                h.execute(
                        "select make_month('message', cast(? as date)), make_month('message_identifier', cast(? as date))",
                        month,
                        month);
                message(month);
            });
        }
        message("now");
    }

    private void message(String at) {
        jdbi.useHandle(h -> h.execute("""
                        with m as (insert into message (received_at, direction, sender, peer, state, raw, digest)
                                   values (cast(? as timestamptz), 'O', 'ris', '', 'WAITING', '', '')
                                   returning id, received_at)
                        insert into message_identifier (message_id, received_at, kind, value)
                        select id, received_at, 'PLACER', 'P' from m""", at));
    }

    private long count(String table) {
        return jdbi.withHandle(h ->
                h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
    }

    @Test
    void takes_whole_months_away_that_are_too_old_and_leaves_the_others() {
        assertThat(MessageRetention.drop(jdbi, KEPT)).containsExactly("202001", "202002");
        assertThat(count("message")).isEqualTo(1);
        assertThat(count("message_identifier")).isEqualTo(1);
        assertThat(MessageRetention.drop(jdbi, KEPT)).isEmpty();
    }

    @Test
    void a_month_of_which_the_last_day_is_to_be_kept_stays_whole() {
        long days =
                jdbi.withHandle(h -> h.createQuery("select extract(day from now() - timestamptz '2020-02-15')::bigint")
                        .mapTo(Long.class)
                        .one());
        assertThat(MessageRetention.drop(jdbi, Duration.ofDays(days))).containsExactly("202001");
    }

    @Test
    void a_month_with_a_message_that_is_still_to_be_sent_stays() {
        jdbi.useHandle(h -> h.execute("""
                        insert into outgoing_message (message_id, received_at, receiver, purpose, state)
                        select id, received_at, 'sender:ris', 'ANSWER', 'IN_DOUBT' from message
                         where received_at < '2020-01-15'"""));
        assertThat(MessageRetention.drop(jdbi, KEPT)).containsExactly("202002");
        jdbi.useHandle(h -> h.execute("update outgoing_message set state = 'DELIVERED'"));
        assertThat(MessageRetention.drop(jdbi, KEPT)).containsExactly("202001");
    }

    @Test
    void what_somebody_reads_for_long_is_left_to_the_next_time() {
        try (var reader = jdbi.open()) {
            reader.begin();
            reader.execute("select count(*) from message_202001");
            assertThatThrownBy(() -> MessageRetention.drop(jdbi, KEPT)).isInstanceOf(JdbiException.class);
            reader.rollback();
        }
        assertThat(MessageRetention.drop(jdbi, KEPT)).contains("202001");
    }
}
