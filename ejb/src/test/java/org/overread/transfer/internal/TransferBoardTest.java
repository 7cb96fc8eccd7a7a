/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.transfer.TransferBoard;
import org.overread.transfer.TransferBoard.Condition;
import org.overread.transfer.TransferBoard.Way;
import org.overread.transfer.TransferState;

/** What operators see of what is on its way. */
class TransferBoardTest {
    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);

    @BeforeEach
    @AfterEach
    void forget() {
        fixture.jdbi.useHandle(h -> h.execute("delete from reading_case"));
    }

    private static Scope of(String site) {
        return Scope.of("ina", Set.of(Role.INTEGRATOR), Set.of(site), Set.of());
    }

    private TransferBoard board() {
        return fixture.service.board(of("north"));
    }

    private Way way(String destination) {
        return board().ways().stream()
                .filter(way -> way.destination().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void counts_what_each_destination_has_and_what_came_of_the_last_day() {
        peers.hold(3);
        fixture.work(Fixture.request());
        peers.held.clear();
        fixture.work(Fixture.request(2, "group"));
        peers.hold(3);
        peers.answer = result -> new org.overread.transfer.PutResult.Ambiguous(result.sent(), MemoryPeers.PROBLEM);
        peers.there.clear();
        fixture.work(Fixture.request(3, "elsewhere"));

        assertThat(way("group").verified()).isEqualTo(1);
        assertThat(way("group").quarantined()).isEqualTo(1);
        assertThat(way("group").condition()).isEqualTo(Condition.OPEN);
        assertThat(way("group").configured()).isFalse();
        assertThat(way("group").hours()).hasSize(1).first().satisfies(hour -> {
            assertThat(hour.bytes()).isEqualTo(3000);
            assertThat(hour.attempts()).isEqualTo(2);
            assertThat(hour.failed()).isEqualTo(1);
        });
        assertThat(way("elsewhere").waiting()).isEqualTo(1);
        assertThat(board().moving())
                .extracting(m -> m.transfer().caseId(), m -> m.transfer().state())
                .containsExactly(tuple(2L, TransferState.QUARANTINED), tuple(3L, TransferState.WAITING));
    }

    @Test
    void what_ended_long_ago_counts_no_more() {
        peers.hold(3);
        fixture.work(Fixture.request());
        fixture.jdbi.useHandle(h -> {
            h.execute("update transfer set updated_at = now() - interval '25 hours'");
            h.execute("update transfer_attempt set started_at = now() - interval '25 hours'");
        });
        assertThat(board().ways()).isEmpty();
    }

    @Test
    void a_destination_that_rests_says_until_when() {
        peers.hold(2);
        peers.destinationDown = true;
        for (int i = 0; i < 3; i++) {
            fixture.work(Fixture.request());
        }
        assertThat(way("group").condition()).isEqualTo(Condition.RESTS);
        assertThat(way("group").until()).isAfter(board().at());
        assertThat(way("group").failures()).isEqualTo(3);

        fixture.jdbi.useHandle(h -> h.execute("update breaker set retry_at = now() - interval '1 second'"));
        assertThat(way("group").condition()).isEqualTo(Condition.TRIED);
    }

    @Test
    void the_pace_of_the_running_attempt_says_how_long_it_takes() {
        peers.hold(2);
        peers.sourceDown = true;
        fixture.work(Fixture.request());
        fixture.jdbi.useHandle(h -> {
            h.execute("update transfer set state = 'SENDING', instances = 300, sent = 100");
            h.execute("update transfer_attempt set result = 'RUNNING', ended_at = null, instances = 100,"
                    + " bytes = 50000000, started_at = now() - interval '10 seconds'");
        });
        TransferBoard.Moving moving = board().moving().get(0);
        assertThat(moving.bytesPerSecond()).isBetween(4_000_000L, 5_000_000L);
        assertThat(moving.secondsLeft()).isBetween(20L, 25L);
    }

    @Test
    void the_most_urgent_come_first() {
        fixture.jdbi.useHandle(h -> {
            h.execute("delete from study");
            h.execute("insert into study (archive, study_uid, state) values ('hospital', '1.2.3', 'COMPLETE'),"
                    + " ('hospital', '1.2.4', 'COMPLETE')");
            h.execute(
                    "insert into reading_case (id, study_id, state, priority, priority_rank, destination, owner_group)"
                            + " overriding system value select row_number() over (order by id), id, 'ROUTED',"
                            + " case when study_uid = '1.2.4' then 'STAT' else 'ROUTINE' end,"
                            + " case when study_uid = '1.2.4' then 0 else 5 end, 'group', 'night' from study");
        });
        fixture.work(Fixture.request(1, "group"));
        fixture.work(Fixture.request(2, "group"));
        assertThat(board().moving())
                .extracting(m -> m.transfer().caseId(), TransferBoard.Moving::urgent, TransferBoard.Moving::group)
                .containsExactly(tuple(2L, true, "night"), tuple(1L, false, "night"));
    }

    @Test
    void what_is_of_another_site_or_for_others_is_not_shown() {
        fixture.work(Fixture.request());
        TransferBoard other = fixture.service.board(of("south"));
        assertThat(other.moving()).isEmpty();
        assertThat(other.ways()).isEmpty();
        Scope reader = Scope.of("rita", Set.of(Role.RADIOLOGIST), Set.of("north"), Set.of());
        assertThatThrownBy(() -> fixture.service.board(reader)).isInstanceOf(RuntimeException.class);
    }
}
