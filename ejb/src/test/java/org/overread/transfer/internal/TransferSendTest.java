/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.overread.access.Scope;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.PutResult;
import org.overread.transfer.StudyTransferred;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt.Result;
import org.overread.transfer.TransferFailed;
import org.overread.transfer.TransferQuery;
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
    void a_study_that_vanished_is_quarantined() {
        fixture.work(Fixture.request());

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000900");
        assertThat(fixture.told()).containsExactly("SENDING", "QUARANTINED");
        assertThat(fixture.lines).containsExactly("transfer.begun", "transfer.quarantined");
        assertThat(fixture.events).hasSize(1).first().isInstanceOf(TransferFailed.class);
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
    void a_destination_that_says_stored_and_stores_less_ends_in_quarantine() {
        peers.hold(4);
        peers.onStore = () -> peers.there.remove("1.9.2");

        WorkOutcome outcome = fixture.work(Fixture.request());
        int tries = 1;
        while (outcome instanceof WorkOutcome.Retry && tries < 20) {
            assertThat(fixture.transfer().state()).isEqualTo(TransferState.WAITING);
            outcome = fixture.work(Fixture.request());
            tries++;
        }

        assertThat(tries).isEqualTo(Endings.FRUITLESS);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000901");
        assertThat(fixture.transfer().there()).isEqualTo(3);
        assertThat(fixture.lines).containsExactly("transfer.begun", "transfer.waits", "transfer.quarantined");
    }

    @Test
    void objects_refused_for_good_are_quarantined_with_the_reason_and_the_others_arrive() {
        peers.hold(9);
        peers.answer = result -> without(result, "1.9.4", 0xA778);

        fixture.work(Fixture.request());

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000902");
        assertThat(fixture.transfer().problem().text()).contains("A778H");
        assertThat(peers.there).hasSize(8);
        assertThat(fixture.results()).containsExactly(Result.PERMANENT);
    }

    @Test
    void objects_refused_for_now_are_sent_again() {
        peers.hold(9);
        peers.answer = result -> without(result, "1.9.4", 0xA700);
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);

        peers.answer = result -> result;
        peers.sent.clear();
        fixture.work(Fixture.request());

        assertThat(peers.sent).containsExactly("1.9.4");
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void objects_without_their_issuers_are_held_back_and_quarantined() {
        peers.hold(2);
        peers.answer = result -> new PutResult.PartlyStored(
                new PutResult.Sent(result.sent().instances(), 1, 1000, 1), List.of("1.9.1"), List.of(), List.of());

        fixture.work(Fixture.request());

        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000903");
    }

    @Test
    void a_refused_request_is_quarantined_at_once() {
        peers.hold(2);
        peers.answer = result -> new PutResult.Refused(result.sent(), 415, MemoryPeers.PROBLEM);

        fixture.work(Fixture.request());

        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem()).isEqualTo(MemoryPeers.PROBLEM);
    }

    @Test
    void after_an_answer_in_doubt_the_destination_is_asked_and_nothing_is_sent_twice() {
        peers.hold(2);
        peers.answer = result -> {
            peers.there.addAll(result.sent().instances());
            return new PutResult.Ambiguous(result.sent(), MemoryPeers.PROBLEM);
        };
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(fixture.results()).containsExactly(Result.AMBIGUOUS);
        peers.sent.clear();

        fixture.work(Fixture.request());

        assertThat(peers.sent).isEmpty();
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void one_that_is_always_in_doubt_and_brings_nothing_ends_in_quarantine() {
        peers.hold(2);
        peers.answer = result -> new PutResult.Ambiguous(result.sent(), MemoryPeers.PROBLEM);
        for (int i = 1; i < Endings.FRUITLESS; i++) {
            assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        }
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Done.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
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
    void a_person_cancels_what_runs_and_takes_it_up_again() {
        peers.hold(12);
        AtomicInteger puts = new AtomicInteger();
        peers.onStore = () -> {
            if (puts.incrementAndGet() == 1) {
                fixture.service.cancel(operator(), 1, fixture.transfer().version());
            }
        };
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Done.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.CANCELLED);
        assertThat(fixture.results()).containsExactly(Result.CANCELLED);
        assertThat(fixture.told()).containsExactly("SENDING", "CANCELLED");

        fixture.service.retry(operator(), 1, fixture.transfer().version());
        assertThat(fixture.appended.get(fixture.appended.size() - 1).kind()).isEqualTo("transfer.send");
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.transfer().round()).isEqualTo(2);
    }

    @Test
    void work_that_waits_ends_at_once_after_a_cancel() {
        peers.hold(2);
        peers.destinationDown = true;
        fixture.work(Fixture.request());
        fixture.service.cancel(operator(), 1, fixture.transfer().version());
        peers.destinationDown = false;

        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Done.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.CANCELLED);
        assertThat(peers.sent).isEmpty();
    }

    @Test
    void an_act_on_what_changed_meanwhile_is_refused() {
        peers.hold(2);
        fixture.work(Fixture.request());
        assertThatThrownBy(() -> fixture.service.retry(operator(), 1, 0)).hasMessageContaining("OVR000912");
        assertThatThrownBy(() -> fixture.service.cancel(operator(), 1, 0)).hasMessageContaining("OVR000913");
        peers.held.clear();
        fixture.work(Fixture.request());
        assertThatThrownBy(() -> fixture.service.retry(operator(), 1, 0)).hasMessageContaining("OVR000911");
    }

    @Test
    void another_sites_transfer_is_not_there() {
        peers.hold(2);
        fixture.work(Fixture.request());
        Scope other = Scope.of("ina", Set.of(org.overread.access.Role.INTEGRATOR), Set.of("south"), Set.of());
        assertThat(fixture.service.list(other, TransferQuery.newest(10)).items())
                .isEmpty();
        assertThatThrownBy(() -> fixture.service.load(other, 1)).hasMessageContaining("OVR000915");
        assertThat(fixture.service.load(operator(), 1).attempts()).hasSize(1);
    }

    @Test
    void pages_go_on_where_the_last_one_ended() {
        peers.hold(1);
        for (int i = 1; i <= 5; i++) {
            fixture.work(Fixture.request(i, "group"));
        }
        List<Long> seen = new ArrayList<>();
        Long cursor = null;
        do {
            var page = fixture.transfers.list(
                    operator(), new TransferQuery(Set.of(TransferState.VERIFIED), "group", null, null, 2, cursor));
            page.items().forEach(transfer -> seen.add(transfer.caseId()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void a_destination_that_cannot_be_asked_needs_the_sites_consent() {
        peers.hold(3);
        fixture.plan = new Plan("", false, false, 4, 2, new ObjectSink.Batch(2, 1 << 20), Issuers.NONE);
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000904");
        assertThat(peers.sent).isEmpty();

        fixture.plan = new Plan("", false, true, 4, 2, new ObjectSink.Batch(2, 1 << 20), Issuers.NONE);
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().verification()).isEqualTo("counted");
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void a_busy_destination_is_asked_again_later() {
        fixture.slots.enter("group", 1);
        fixture.plan = new Plan("", true, false, 1, 1, ObjectSink.Batch.DEFAULT, Issuers.NONE);
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Again.class);
    }

    @Test
    void an_export_is_proved_by_the_destinations_list_where_there_is_one() {
        peers.hold(3);
        fixture.plan = exporting(true, false);
        peers.exported = new ExportRequest.Exported(2, 0, 1);
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000905");

        peers.there.addAll(peers.held);
        peers.sent.clear();
        fixture.work(Fixture.request());
        assertThat(peers.sent).isEmpty();
        assertThat(fixture.transfer().verification()).isEqualTo("instances");
    }

    @Test
    void an_export_without_a_list_is_counted_against_the_source_afterwards() {
        peers.hold(3);
        fixture.plan = exporting(false, true);
        peers.exported = new ExportRequest.Exported(2, 0, 0);
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        peers.exported = new ExportRequest.Exported(2, 1, 0);
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().verification()).isEqualTo("counted");
        assertThat(fixture.transfer().instances()).isEqualTo(3);
    }

    @Test
    void an_export_of_nothing_is_a_failure_though_it_says_success() {
        peers.hold(3);
        fixture.plan = exporting(false, true);
        peers.exported = new ExportRequest.NothingToSend(MemoryPeers.PROBLEM);
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
    }

    @Test
    void an_export_without_an_answer_is_checked_before_a_second_one() {
        peers.hold(3);
        fixture.plan = exporting(true, false);
        peers.exported = new ExportRequest.Ambiguous(MemoryPeers.PROBLEM);
        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        peers.there.addAll(peers.held);
        fixture.work(Fixture.request());
        assertThat(peers.sent).hasSize(1);
        assertThat(fixture.transfer().verification()).isEqualTo("instances");
    }

    @Test
    void an_export_without_an_answer_that_nobody_can_check_is_left_to_a_person() {
        peers.hold(3);
        fixture.plan = exporting(false, true);
        peers.exported = new ExportRequest.Ambiguous(MemoryPeers.PROBLEM);
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000906");
        assertThat(peers.sent).hasSize(1);
    }

    private static Plan exporting(boolean listable, boolean counted) {
        return new Plan("GROUP_AE", listable, counted, 4, 1, ObjectSink.Batch.DEFAULT, Issuers.NONE);
    }

    private static Scope operator() {
        return Scope.of("olga", Set.of(org.overread.access.Role.INTEGRATOR), Set.of(), Set.of());
    }

    private int rowsOf(String table) {
        return fixture.jdbi.withHandle(h -> h.createQuery("select count(*) from " + table)
                .mapTo(Integer.class)
                .one());
    }

    private static PutResult without(PutResult result, String uid, int reason) {
        List<String> stored = new ArrayList<>(result.sent().instances());
        return stored.remove(uid)
                ? new PutResult.PartlyStored(
                        result.sent(), stored, List.of(new PutResult.Failed(uid, reason)), List.of())
                : result;
    }
}
