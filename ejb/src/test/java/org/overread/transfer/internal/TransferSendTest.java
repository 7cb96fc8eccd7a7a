/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.StudyTransferred;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt.Result;
import org.overread.transfer.TransferState;

class TransferSendTest {
    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);

    @Test
    void sends_a_study_and_proves_each_object() {
        peers.hold(25);

        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Done.class);

        Transfer transfer = fixture.transfer();
        assertThat(transfer.state()).isEqualTo(TransferState.VERIFIED);
        assertThat(transfer.verification()).isEqualTo("instances");
        assertThat(transfer.instances()).isEqualTo(25);
        assertThat(transfer.there()).isEqualTo(25);
        assertThat(transfer.sent()).isEqualTo(25);
        assertThat(transfer.bytes()).isEqualTo(25_000);
        assertThat(peers.there).isEqualTo(peers.held);
        assertThat(peers.sent).doesNotHaveDuplicates();
        assertThat(fixture.results()).containsExactly(Result.VERIFIED);
        assertThat(fixture.told()).containsExactly("SENDING", "VERIFIED");
        assertThat(fixture.lines).containsExactly("transfer.begun", "transfer.verified");
        assertThat(fixture.events).hasSize(1).first().isInstanceOf(StudyTransferred.class);
        assertThat(fixture.appended.get(1).json().get("instances").asInt()).isEqualTo(25);
        assertThat(fixture.appended.get(1).json().get("verification").asText()).isEqualTo("instances");
        assertThat(rowsOf("transfer_instance")).isZero();
    }

    @Test
    void sends_only_what_is_missing() {
        peers.hold(10);
        peers.there.addAll(List.of("1.9.1", "1.9.2", "1.9.3", "1.9.4", "1.9.5", "1.9.6", "1.9.7"));

        fixture.work(Fixture.request());

        assertThat(peers.sent).containsExactlyInAnyOrder("1.9.8", "1.9.9", "1.9.10");
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void goes_on_where_a_killed_server_stopped() {
        peers.hold(20);
        peers.onStore = () -> {
            if (peers.sent.size() >= 6) {
                throw new IllegalStateException(new java.sql.SQLException("gone", "08006"));
            }
        };
        assertThatThrownBy(() -> fixture.work(Fixture.request())).isInstanceOf(IllegalStateException.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.SENDING);
        int before = peers.there.size();
        assertThat(before).isBetween(6, 19);

        peers.onStore = () -> {};
        peers.sent.clear();
        fixture.work(Fixture.request());

        assertThat(peers.sent).hasSize(20 - before).doesNotHaveDuplicates();
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.transfer().round()).isEqualTo(1);
        assertThat(fixture.results()).containsExactly(Result.AMBIGUOUS, Result.VERIFIED);
        assertThat(fixture.told()).containsExactly("SENDING", "VERIFIED");
    }

    @Test
    void an_object_that_comes_while_the_study_is_sent_follows() {
        peers.hold(5);
        peers.onStore = () -> peers.hold("1.9.99");

        fixture.work(Fixture.request());

        assertThat(peers.there).isEqualTo(peers.held).contains("1.9.99");
        assertThat(fixture.transfer().instances()).isEqualTo(6);
        assertThat(fixture.results()).containsExactly(Result.VERIFIED);
    }

    @Test
    void late_images_open_the_next_round() {
        peers.hold(3);
        fixture.work(Fixture.request());
        peers.hold("1.9.50");
        peers.sent.clear();

        fixture.work(Fixture.request());

        assertThat(peers.sent).containsExactly("1.9.50");
        assertThat(fixture.transfer().round()).isEqualTo(2);
        assertThat(fixture.transfer().instances()).isEqualTo(4);
        assertThat(fixture.told()).containsExactly("SENDING", "VERIFIED", "SENDING", "VERIFIED");
    }

    @Test
    void an_object_that_vanished_on_the_way_is_not_waited_for() {
        peers.hold(6);
        peers.onStore = () -> peers.held.remove("1.9.6");

        fixture.work(Fixture.request());

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.transfer().instances()).isEqualTo(5);
    }

    @Test
    void a_dead_destination_rests_for_all_and_another_is_not_delayed() {
        peers.hold(2);
        peers.destinationDown = true;
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        }
        int lists = peers.lists;

        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Again.class);
        assertThat(fixture.work(Fixture.request(2, "group"))).isInstanceOf(WorkOutcome.Again.class);
        assertThat(peers.lists).isEqualTo(lists);

        peers.destinationDown = false;
        assertThat(fixture.work(Fixture.request(3, "elsewhere"))).isInstanceOf(WorkOutcome.Done.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.WAITING);
        assertThat(fixture.lines.stream().filter("transfer.waits"::equals)).hasSize(1);

        // the rest is over: one goes and tries, the others follow when it went well
        fixture.jdbi.useHandle(h -> h.execute("update breaker set retry_at = now() - interval '1 second'"));
        peers.answer = result -> {
            assertThat(fixture.breaker.rest("destination:group")).isPresent();
            return result;
        };
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Done.class);
        assertThat(fixture.breaker.rest("destination:group")).isEmpty();
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void a_dead_link_is_never_a_reason_for_quarantine() {
        peers.hold(2);
        peers.sourceDown = true;
        for (int i = 0; i < 8; i++) {
            fixture.jdbi.useHandle(h -> h.execute("delete from breaker"));
            assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        }
        peers.sourceDown = false;
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.transfer().attempts()).isEqualTo(9);
    }

    @Test
    void a_worker_that_lost_its_lease_changes_nothing() {
        peers.hold(6);
        Fixture.TestLease lease = fixture.new TestLease();
        AtomicInteger puts = new AtomicInteger();
        peers.onStore = () -> lease.lost = puts.incrementAndGet() == 1 || lease.lost;

        assertThatThrownBy(() -> fixture.work(Fixture.request(), lease)).isInstanceOf(Lease.LeaseLost.class);

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.SENDING);
        assertThat(fixture.transfer().sent()).isZero();
        assertThat(fixture.told()).containsExactly("SENDING");
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void a_lost_lease_leaves_the_verdict_to_the_next_worker() {
        peers.hold(2);
        Fixture.TestLease lease = fixture.new TestLease();
        WorkOutcome outcome = fixture.handler.handle(Fixture.request().work(), 0, lease);
        lease.lost = true;

        assertThatThrownBy(() -> lease.fenced(outcome.effect())).isInstanceOf(Lease.LeaseLost.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFYING);
    }

    @Test
    void a_busy_destination_is_asked_again_later() {
        fixture.slots.enter("group", false, 1);
        fixture.plan = new Plan("", true, false, 1, 1, ObjectSink.Batch.DEFAULT, Issuers.NONE);
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Again.class);
    }

    @Test
    void an_urgent_study_has_a_place_of_its_own_at_a_destination_that_is_busy() {
        fixture.jdbi.useHandle(h -> {
            h.execute("delete from reading_case");
            h.execute("delete from study");
            h.execute("insert into study (archive, study_uid, state) values ('hospital', '1.2.3', 'COMPLETE'),"
                    + " ('hospital', '1.2.4', 'COMPLETE')");
            h.execute("insert into reading_case (id, study_id, state, priority, priority_rank, destination)"
                    + " overriding system value select row_number() over (order by id), id, 'ROUTED',"
                    + " case when study_uid = '1.2.3' then 'STAT' else 'ROUTINE' end, 0, 'group' from study");
        });
        peers.hold(2);
        fixture.slots.enter("group", false, 1);
        fixture.plan = new Plan("", true, false, 1, 1, ObjectSink.Batch.DEFAULT, Issuers.NONE);

        assertThat(fixture.work(Fixture.request(2, "group"))).isInstanceOf(WorkOutcome.Again.class);
        assertThat(fixture.work(Fixture.request(1, "group"))).isInstanceOf(WorkOutcome.Done.class);
        assertThat(fixture.slots.isUrgent("group")).isFalse();
        fixture.jdbi.useHandle(h -> h.execute("delete from reading_case"));
    }

    private int rowsOf(String table) {
        return fixture.jdbi.withHandle(h -> h.createQuery("select count(*) from " + table)
                .mapTo(Integer.class)
                .one());
    }
}
