/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.access.Scope;
import org.overread.config.Retention;
import org.overread.shared.OverreadException;

/** Sites that keep their messages for different times, in one table. */
class MessageErasureTest {
    private static final Duration SHORT = Duration.ofDays(90);
    private static final Duration LONG = Duration.ofDays(36_000);

    private final Jdbi jdbi = TestDatabase.jdbi();

    @BeforeEach
    void messages_of_three_sites_long_ago_and_now() {
        jdbi.useHandle(h -> h.execute("select make_month('message', date '2020-01-01'),"
                + " make_month('message_identifier', date '2020-01-01')"));
        for (String site : List.of("north", "island", "")) {
            message("2020-01-05", site);
            message("2020-01-06", site);
            message("now", site);
        }
    }

    private void message(String at, String site) {
        jdbi.useHandle(h -> h.execute("""
                        with m as (insert into message (received_at, direction, sender, site, peer, state, raw, digest, answer)
                                   values (cast(? as timestamptz), 'I', 'ris', ?, '', 'REFUSED', 'MSH|said', '', 'MSA|AE')
                                   returning id, received_at)
                        insert into message_identifier (message_id, received_at, kind, value)
                        select id, received_at, 'PLACER', 'P' from m""", at, site));
    }

    private static Retention of(@Nullable Duration usual, String site, Duration own) {
        return new Retention(usual, List.of(new Retention.OfSite(site, own)), null, null);
    }

    private List<MessageErasure.Erased> erase(Retention retention) {
        return new MessageErasure(jdbi, retention, retention.messages()).erase();
    }

    /** Sites of messages that still say something, oldest first. */
    private List<String> saying() {
        return jdbi.withHandle(h -> h.createQuery("""
                        select site || ' ' || extract(year from received_at) from message m
                         where octet_length(raw) > 0
                           and exists (select from message_identifier i where i.message_id = m.id)
                         order by received_at, id""").mapTo(String.class).list()).stream()
                .filter(line -> line.endsWith(" 2020"))
                .toList();
    }

    private long rows(String table) {
        return jdbi.withHandle(h ->
                h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
    }

    @Test
    void what_a_site_keeps_shorter_is_taken_away_while_the_others_stay() {
        assertThat(erase(of(null, "island", SHORT))).containsExactly(new MessageErasure.Erased("202001", 2));

        assertThat(saying()).containsExactly("north 2020", " 2020", "north 2020", " 2020");
        assertThat(rows("message")).as("each is still in the list").isEqualTo(9);
        assertThat(rows("message where answer is not null")).isEqualTo(9);
        assertThat(rows("message_identifier")).isEqualTo(7);
        assertThat(erase(of(null, "island", SHORT))).as("done before").isEmpty();
    }

    @Test
    void what_a_site_keeps_longer_holds_the_month_and_the_others_are_emptied() {
        Retention retention = of(SHORT, "north", LONG);
        MessageErasure erasure = new MessageErasure(jdbi, retention, SHORT);

        assertThat(erasure.longest()).contains(LONG);
        assertThat(MessageRetention.drop(jdbi, LONG)).isEmpty();
        assertThat(erasure.erase()).containsExactly(new MessageErasure.Erased("202001", 4));
        assertThat(saying()).containsExactly("north 2020", "north 2020");

        assertThat(erase(of(SHORT, "north", SHORT)))
                .as("another rule")
                .containsExactly(new MessageErasure.Erased("202001", 2));
        assertThat(MessageRetention.drop(jdbi, SHORT)).containsExactly("202001");
        assertThat(rows("message_erased")).isZero();
    }

    @Test
    void a_message_that_is_still_to_be_sent_stays_and_is_emptied_once_it_was() {
        jdbi.useHandle(h -> h.execute("""
                        insert into outgoing_message (message_id, received_at, receiver, purpose, state)
                        select id, received_at, 'archive:house', 'FORWARD', 'IN_DOUBT' from message
                         where received_at < '2020-01-05 12:00' and site = 'island'"""));

        assertThat(erase(of(null, "island", SHORT))).containsExactly(new MessageErasure.Erased("202001", 1));
        assertThat(saying()).contains("island 2020");

        jdbi.useHandle(h -> h.execute("update outgoing_message set state = 'DELIVERED'"));
        assertThat(erase(of(null, "island", SHORT))).containsExactly(new MessageErasure.Erased("202001", 1));
        assertThat(saying()).doesNotContain("island 2020");
    }

    @Test
    void a_month_of_more_than_a_batch_is_emptied_whole() {
        jdbi.useHandle(h -> h.execute("""
                        insert into message (received_at, direction, sender, site, peer, state, raw, digest)
                        select '2020-01-07', 'I', 'ris', 'island', '', 'ACCEPTED', 'MSH|said', ''
                          from generate_series(1, 2500)"""));

        assertThat(erase(of(null, "island", SHORT))).containsExactly(new MessageErasure.Erased("202001", 2502));
    }

    @Test
    void without_times_of_their_own_nothing_is_emptied() {
        assertThat(erase(new Retention(SHORT, List.of(), null, null))).isEmpty();
        assertThat(saying()).hasSize(6);
    }

    @Test
    void what_is_gone_is_said_to_be() {
        erase(of(null, "island", SHORT));
        long id = jdbi.withHandle(h -> h.createQuery("select min(id) from message where site = 'island'")
                .mapTo(Long.class)
                .one());
        MessageView view = new MessageRows(jdbi).load(Scope.system(), id).orElseThrow();

        assertThatThrownBy(() -> new MessageContent(jdbi).of(view))
                .isInstanceOf(OverreadException.class)
                .hasMessageContaining("OVR001446");
    }
}
