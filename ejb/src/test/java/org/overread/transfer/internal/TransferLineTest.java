/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.config.Contract;
import org.overread.config.Line;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.TransferState;

/** Studies on a line that is open for some hours. The clock begins on a Monday at eight. */
class TransferLineTest {
    private final MemoryPeers peers = new MemoryPeers();
    private final Fixture fixture = new Fixture(peers);

    @BeforeEach
    void from_nine_to_ten() {
        Line line = new Line(
                ZoneOffset.UTC,
                List.of(new Contract.Hours(Set.of(), LocalTime.of(9, 0), LocalTime.of(10, 0))),
                List.of(),
                0,
                Line.SLOW);
        fixture.plan = new Plan("", true, false, 4, 2, new ObjectSink.Batch(3, 1 << 20), Issuers.NONE, line, false);
        peers.hold(9);
    }

    @AfterEach
    void forget() {
        fixture.jdbi.useHandle(h -> h.execute("delete from reading_case"));
    }

    private void prioritise(String priority) {
        fixture.jdbi.useHandle(h -> {
            h.execute("delete from reading_case");
            h.execute("delete from study");
            h.execute("insert into study (archive, study_uid, state) values ('hospital', '1.2.3', 'COMPLETE')");
            h.execute("insert into reading_case (id, study_id, state, priority, priority_rank, destination)"
                    + " overriding system value select 1, id, 'ROUTED', '" + priority + "', 0, 'group' from study");
        });
    }

    @Test
    void a_routine_study_waits_for_the_window_and_says_until_when() {
        WorkOutcome waits = fixture.work(Fixture.request());

        assertThat(waits).isInstanceOf(WorkOutcome.Again.class);
        assertThat(((WorkOutcome.Again) waits).delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.WAITING);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000925");
        assertThat(fixture.transfer().problem().text()).contains("2026-03-02T09:00:00Z");
        assertThat(peers.sent).isEmpty();

        fixture.clock.pass(Duration.ofMinutes(57));
        assertThat(((WorkOutcome.Again) fixture.work(Fixture.request())).delay())
                .isEqualTo(Duration.ofMinutes(3));

        fixture.clock.pass(Duration.ofMinutes(3));
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void a_window_that_ends_in_the_middle_leaves_the_rest_to_the_next_one() {
        fixture.clock.pass(Duration.ofMinutes(90));
        peers.onStore = () -> fixture.clock.pass(Duration.ofMinutes(30));

        assertThat(fixture.work(Fixture.request())).isInstanceOf(WorkOutcome.Retry.class);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.WAITING);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000925");
        int before = peers.there.size();
        assertThat(before).isBetween(3, 8);

        peers.onStore = () -> {};
        fixture.clock.pass(Duration.between(fixture.clock.instant(), Instant.parse("2026-03-03T09:30:00Z")));
        peers.sent.clear();
        fixture.work(Fixture.request());
        assertThat(peers.sent).hasSize(9 - before);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void what_is_urgent_goes_at_any_time() {
        prioritise("STAT");
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
    }

    @Test
    void a_destination_that_fails_is_given_fewer_requests_and_more_again_when_it_is_well() {
        fixture.clock.pass(Duration.ofMinutes(90));
        peers.answer = result -> new org.overread.transfer.PutResult.Unavailable(result.sent(), MemoryPeers.PROBLEM);
        fixture.work(Fixture.request());
        assertThat(fixture.traffic.streams().limit("group")).isLessThan(8);

        peers.answer = result -> result;
        fixture.jdbi.useHandle(h -> h.execute("delete from breaker"));
        fixture.clock.pass(Duration.ofSeconds(1));
        int before = fixture.traffic.streams().limit("group");
        fixture.plan =
                new Plan("", true, false, 4, 2, new ObjectSink.Batch(1, 1), Issuers.NONE, fixture.plan.line(), false);
        fixture.work(Fixture.request());
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.traffic.streams().limit("group")).isGreaterThanOrEqualTo(before);
    }
}
