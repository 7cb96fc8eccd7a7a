/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.overread.access.Scope;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.Receipt;
import org.overread.transfer.TransferAttempt.Result;
import org.overread.transfer.TransferQuery;
import org.overread.transfer.TransferService;
import org.overread.transfer.TransferState;

/** What people do with transfers, and which they see. */
class TransferActsTest {
    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);

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
    void each_proof_leaves_a_receipt_whose_digest_anybody_can_compute() throws Exception {
        peers.hold(3);
        fixture.work(Fixture.request());
        Receipt first = fixture.service.receipt(operator(), 1, null);
        assertThat(first.instances()).isEqualTo(3);
        assertThat(first.bytes()).isEqualTo(3000);
        assertThat(first.verification()).isEqualTo("instances");
        assertThat(first.askedBy()).isNull();
        assertThat(first.digest())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest("1.9.1\n1.9.2\n1.9.3".getBytes(StandardCharsets.UTF_8))));

        peers.hold("1.9.4");
        fixture.work(Fixture.request());
        assertThat(fixture.service.receipt(operator(), 1, null).instances()).isEqualTo(4);
        assertThat(fixture.service.receipt(operator(), 1, 1)).isEqualTo(first);
        assertThatThrownBy(() -> fixture.service.receipt(operator(), 1, 3)).hasMessageContaining("OVR000924");
        assertThatThrownBy(() -> fixture.service.receipt(operator(), 99, null)).hasMessageContaining("OVR000915");
    }

    @Test
    void after_an_outage_all_of_a_destination_is_taken_up_one_after_the_other() {
        for (int number = 1; number <= 3; number++) {
            fixture.work(Fixture.request(number, "group"));
        }
        fixture.work(Fixture.request(4, "elsewhere"));
        fixture.appended.clear();
        peers.hold(2);

        assertThat(fixture.service.retryAll(operator(), "group")).isEqualTo(new TransferService.Retried(3, false));

        assertThat(fixture.appended).extracting(WorkItem::kind).containsOnly("transfer.send");
        assertThat(fixture.appended).extracting(item -> item.delay().toMillis()).containsExactly(0L, 500L, 1000L);
        assertThat(fixture.transfers.load(Scope.system(), 4).orElseThrow().state())
                .isEqualTo(TransferState.QUARANTINED);
        fixture.work(Fixture.request(1, "group"));
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.service.retryAll(operator(), "group").retried())
                .as("the two that wait are not taken up twice")
                .isZero();
    }

    @Test
    void a_receipt_names_who_took_the_transfer_up_again() {
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThatThrownBy(() -> fixture.service.receipt(operator(), 1, null)).hasMessageContaining("OVR000924");
        peers.hold(2);
        fixture.service.retry(operator(), 1, fixture.transfer().version());
        fixture.work(Fixture.request());

        Receipt receipt = fixture.service.receipt(operator(), 1, null);
        assertThat(receipt.round()).isEqualTo(2);
        assertThat(receipt.askedBy()).isEqualTo(operator().user());
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

    private static Scope operator() {
        return Scope.of("olga", Set.of(org.overread.access.Role.INTEGRATOR), Set.of(), Set.of());
    }
}
