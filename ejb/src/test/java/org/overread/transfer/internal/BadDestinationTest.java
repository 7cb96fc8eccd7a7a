/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.overread.outbox.WorkOutcome;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.TransferAttempt.Result;
import org.overread.transfer.TransferState;

/** Destinations that misbehave, over real sockets: each transfer ends in the right state, and no object is lost. */
class BadDestinationTest {
    private final WebPeers peers = new WebPeers();
    private final Fixture fixture = new Fixture(peers);

    BadDestinationTest() throws IOException {
        peers.hold(10);
        fixture.plan = new Plan("", true, false, 4, 2, new ObjectSink.Batch(4, 1 << 20), Issuers.NONE);
    }

    @AfterEach
    void close() {
        peers.close();
    }

    /** Attempts as the outbox would make them, until the work is done. */
    private int untilDone() {
        int tries = 0;
        WorkOutcome outcome;
        do {
            fixture.jdbi.useHandle(h -> h.execute("delete from breaker"));
            outcome = fixture.work(Fixture.request());
            tries++;
        } while (!(outcome instanceof WorkOutcome.Done) && tries < 20);
        return tries;
    }

    private void isWhole() {
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.VERIFIED);
        assertThat(fixture.transfer().verification()).isEqualTo("instances");
        assertThat(peers.there).isEqualTo(peers.held);
    }

    @Test
    void one_that_is_well_gets_each_object_once() {
        assertThat(untilDone()).isEqualTo(1);
        isWhole();
        assertThat(peers.objects).hasValue(10);
        assertThat(fixture.transfer().bytes()).isGreaterThan(80_000);
    }

    @Test
    void one_that_answers_200_and_names_fewer_is_sent_the_rest_again() {
        AtomicBoolean once = new AtomicBoolean(true);
        peers.behaviour = (exchange, arrived) -> {
            List<String> kept = new ArrayList<>(arrived);
            if (once.getAndSet(false)) {
                kept.remove(0);
            }
            peers.there.addAll(kept);
            return kept;
        };
        assertThat(untilDone()).isEqualTo(2);
        isWhole();
        assertThat(peers.objects).hasValue(11);
    }

    @Test
    void one_that_answers_200_and_never_keeps_one_object_is_quarantined() {
        String lost = peers.held.iterator().next();
        peers.behaviour = (exchange, arrived) -> {
            arrived.stream().filter(uid -> !uid.equals(lost)).forEach(peers.there::add);
            return arrived;
        };
        assertThat(untilDone()).isEqualTo(Endings.FRUITLESS);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000901");
        assertThat(peers.there).hasSize(9);
    }

    @Test
    void one_that_answers_202_for_a_while_gets_the_rest_later() {
        AtomicBoolean once = new AtomicBoolean(true);
        peers.behaviour = (exchange, arrived) -> {
            if (!once.getAndSet(false)) {
                peers.there.addAll(arrived);
                return arrived;
            }
            peers.there.addAll(arrived.subList(1, arrived.size()));
            String stored = WebPeers.stored(arrived.subList(1, arrived.size()));
            String failed = WebPeers.failed(arrived.subList(0, 1), 0xA700);
            WebPeers.answer(
                    exchange,
                    202,
                    "application/dicom+json",
                    stored.substring(0, stored.length() - 1) + "," + failed.substring(1));
            return null;
        };
        assertThat(untilDone()).isEqualTo(2);
        isWhole();
    }

    @Test
    void one_that_answers_409_is_left_to_a_person() {
        peers.behaviour = (exchange, arrived) -> {
            WebPeers.answer(exchange, 409, "application/dicom+json", WebPeers.failed(arrived, 0xA778));
            return null;
        };
        assertThat(untilDone()).isEqualTo(1);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000902");
        assertThat(fixture.told()).containsExactly("SENDING", "QUARANTINED");
    }

    @Test
    void one_that_answers_500_after_storing_is_asked_and_not_sent_to_again() {
        peers.behaviour = (exchange, arrived) -> {
            peers.there.addAll(arrived);
            WebPeers.answer(exchange, 500, "text/plain", "oops");
            return null;
        };
        int tries = untilDone();
        assertThat(tries).isGreaterThan(1);
        isWhole();
        assertThat(peers.objects).hasValue(10);
    }

    @Test
    void one_that_always_answers_500_is_quarantined() {
        peers.behaviour = (exchange, arrived) -> {
            WebPeers.answer(exchange, 500, "text/plain", "oops");
            return null;
        };
        assertThat(untilDone()).isEqualTo(Endings.FRUITLESS);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.results()).containsOnly(Result.AMBIGUOUS);
    }

    @Test
    void one_that_answers_with_a_web_page_is_quarantined() {
        peers.behaviour = (exchange, arrived) -> {
            WebPeers.answer(exchange, 200, "text/html", "<html>Welcome</html>");
            return null;
        };
        untilDone();
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(peers.there).isEmpty();
    }

    @Test
    void one_that_answers_with_nothing_is_asked_what_it_holds() {
        peers.behaviour = (exchange, arrived) -> {
            peers.there.addAll(arrived);
            WebPeers.answer(exchange, 200, "application/dicom+json", "");
            return null;
        };
        untilDone();
        isWhole();
        assertThat(peers.objects).hasValue(10);
    }

    @Test
    void one_that_closes_in_the_middle_gets_what_is_missing() {
        AtomicBoolean once = new AtomicBoolean(true);
        peers.interception = exchange -> {
            if (once.getAndSet(false)) {
                exchange.getRequestBody().readNBytes(2000);
                exchange.close();
                return true;
            }
            return false;
        };
        assertThat(untilDone()).isGreaterThan(1);
        isWhole();
        assertThat(fixture.results()).contains(Result.AMBIGUOUS);
    }

    @Test
    void one_that_is_busy_is_waited_for() {
        AtomicBoolean once = new AtomicBoolean(true);
        peers.interception = exchange -> {
            if (once.getAndSet(false)) {
                WebPeers.answer(exchange, 503, "text/plain", "later");
                return true;
            }
            return false;
        };
        untilDone();
        isWhole();
        assertThat(fixture.results()).contains(Result.TRANSIENT).endsWith(Result.VERIFIED);
    }

    @Test
    void one_that_says_nothing_at_all_is_given_up_in_time_and_asked_later() {
        AtomicBoolean once = new AtomicBoolean(true);
        peers.behaviour = (exchange, arrived) -> {
            peers.there.addAll(arrived);
            if (once.getAndSet(false)) {
                return null;
            }
            return arrived;
        };
        untilDone();
        isWhole();
        assertThat(peers.objects).hasValue(10);
    }

    @Test
    void one_that_refuses_a_request_for_one_bad_object_gets_all_the_others() {
        String bad = peers.held.stream().skip(5).findFirst().orElseThrow();
        peers.behaviour = (exchange, arrived) -> {
            if (arrived.contains(bad)) {
                WebPeers.answer(exchange, 400, "text/plain", "cannot parse it");
                return null;
            }
            peers.there.addAll(arrived);
            return arrived;
        };
        assertThat(untilDone()).isEqualTo(1);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().code()).isEqualTo("OVR000902");
        assertThat(fixture.transfer().problem().text())
                .contains("refused 1 objects")
                .contains("status 400");
        assertThat(peers.there).hasSize(9).doesNotContain(bad);
    }

    @Test
    void one_that_refuses_each_request_is_not_sent_the_whole_study_object_by_object() {
        peers.hold(200);
        peers.behaviour = (exchange, arrived) -> {
            WebPeers.answer(exchange, 415, "text/plain", "not here");
            return null;
        };
        assertThat(untilDone()).isEqualTo(1);
        assertThat(fixture.transfer().state()).isEqualTo(TransferState.QUARANTINED);
        assertThat(fixture.transfer().problem().text()).contains("415");
        assertThat(peers.requests.get()).isLessThan(20);
    }
}
