/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.outbox.Lane;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.SendStudy;
import org.overread.transfer.TransferAttempt.Result;
import org.overread.transfer.TransferState;

/** A cancelled case's images stop, whether their transfer runs, waits, or has not begun. */
class TransferStopTest {
    private static final long CASE = 1;

    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);
    private final TransferStop handler = new TransferStop(fixture.rows, fixture.transfers, fixture.announcements);
    private final SendStudy send = Fixture.request(CASE, "group");

    @BeforeEach
    void open_case() {
        fixture.jdbi.useHandle(h -> {
            h.execute("delete from reading_case");
            h.execute("delete from study");
            h.execute("insert into study (archive, study_uid, state) values ('hospital', '1.2.3', 'COMPLETE')");
            h.execute(
                    "insert into reading_case (id, study_id, state, priority, priority_rank, destination) overriding system value"
                            + " select 1, id, 'ROUTED', 'ROUTINE', 3, 'group' from study");
        });
    }

    @Test
    void what_runs_stops_and_what_comes_after_the_order_was_placed_anew_is_sent() {
        peers.hold(12);
        AtomicBoolean once = new AtomicBoolean();
        peers.onStore = () -> {
            if (!once.getAndSet(true)) {
                cancelCase();
                stop();
            }
        };

        assertThat(fixture.work(send)).isInstanceOf(WorkOutcome.Done.class);

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.CANCELLED);
        assertThat(fixture.results()).containsExactly(Result.CANCELLED);
        assertThat(fixture.lines).containsExactly("transfer.begun", "transfer.cancelled");

        openAgain();
        fixture.work(send);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(peers.there).hasSize(12);
    }

    @Test
    void a_send_that_has_not_begun_never_begins() {
        peers.hold(3);
        cancelCase();
        stop();

        assertThat(fixture.work(send)).isInstanceOf(WorkOutcome.Done.class);

        assertThat(peers.sent).isEmpty();
        int found = fixture.jdbi.withHandle(h -> h.createQuery("select count(*) from transfer")
                .mapTo(Integer.class)
                .one());
        assertThat(found).isZero();
        openAgain();
        fixture.work(send);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void a_send_that_waits_for_its_next_try_ends_whichever_work_comes_first() {
        peers.hold(3);
        for (boolean stopFirst : new boolean[] {true, false}) {
            peers.destinationDown = true;
            fixture.work(send);
            assertThat(fixture.transfer().state()).isEqualTo(TransferState.WAITING);
            cancelCase();
            if (stopFirst) {
                stop();
                fixture.work(send);
            } else {
                fixture.work(send);
                stop();
            }
            assertThat(fixture.transfer().state()).isEqualTo(TransferState.CANCELLED);
            assertThat(fixture.transfers.isStopping(1)).isFalse();
            openAgain();
        }
        peers.destinationDown = false;
        fixture.jdbi.useHandle(h -> h.execute("truncate breaker"));
        fixture.work(send);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void a_case_that_is_open_again_by_then_keeps_its_transfer() {
        peers.hold(3);
        peers.onStore = this::stop;

        fixture.work(send);

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    private void stop() {
        fixture.jdbi.useTransaction(h -> handler.handle(
                WorkItem.now("transfer.stop", "stop:case:" + CASE, Lane.SHORT, new TransferStop.Stop(CASE)), 0));
    }

    private void cancelCase() {
        fixture.jdbi.useHandle(h -> h.execute("update reading_case set state = 'CANCELLED'"));
    }

    private void openAgain() {
        fixture.jdbi.useHandle(h -> h.execute("update reading_case set state = 'ROUTED'"));
    }
}
