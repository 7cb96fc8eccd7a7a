/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.TransferState;

/** Destinations that only count, and sending by the archive itself. */
class TransferExportTest {
    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);

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
}
