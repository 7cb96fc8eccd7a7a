/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.PutResult;
import org.overread.transfer.TransferAttempt.Result;
import org.overread.transfer.TransferFailed;
import org.overread.transfer.TransferState;

/** What a destination does not take, or not all of: when it is sent again, and when a person is asked. */
class TransferQuarantineTest {
    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);

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

    private static PutResult without(PutResult result, String uid, int reason) {
        List<String> stored = new ArrayList<>(result.sent().instances());
        return stored.remove(uid)
                ? new PutResult.PartlyStored(
                        result.sent(), stored, List.of(new PutResult.Failed(uid, reason)), List.of())
                : result;
    }
}
