/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.overread.transfer.internal.Streams.Answer;
import org.overread.transfer.internal.Streams.Request;

/** Requests at once to a destination: how many, and whose turn it is. */
class StreamsTest {
    private final PassingClock clock = new PassingClock();
    private final Streams streams = new Streams(clock);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Request enter(int most, long transfer, Standing standing) {
        try {
            return streams.enter("far", most, transfer, standing, () -> true);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Comes in line and is known to be there before the next comes. */
    private CompletableFuture<Request> queue(int most, long transfer, Standing standing, int expected) {
        CompletableFuture<Request> queued =
                CompletableFuture.supplyAsync(() -> enter(most, transfer, standing), threads);
        await().until(() -> streams.waiting("far") == expected);
        return queued;
    }

    private void pass() {
        clock.pass(Duration.ofSeconds(1));
    }

    @Test
    void is_halved_by_a_failure_and_rises_by_one_with_each_good_answer() {
        enter(8, 1, Standing.ROUTINE).ended(Answer.WELL);
        assertThat(streams.limit("far")).isEqualTo(8);
        for (int expected : new int[] {4, 2, 1, 1}) {
            pass();
            enter(8, 1, Standing.ROUTINE).ended(Answer.POORLY);
            assertThat(streams.limit("far")).isEqualTo(expected);
        }
        List<Integer> limits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<Request> all = new ArrayList<>();
            for (int n = streams.limit("far"); n > 0; n--) {
                all.add(enter(8, 1, Standing.ROUTINE));
            }
            all.get(0).ended(Answer.WELL);
            all.stream().skip(1).forEach(r -> r.ended(Answer.NOT_TOLD));
            limits.add(streams.limit("far"));
        }
        assertThat(limits).startsWith(2, 3, 4, 5, 6, 7, 8, 8);
    }

    @Test
    void what_fails_together_counts_once() {
        List<Request> together = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            together.add(enter(8, i, Standing.ROUTINE));
        }
        pass();
        together.forEach(request -> request.ended(Answer.POORLY));
        assertThat(streams.limit("far")).isEqualTo(4);
    }

    @Test
    void a_failure_at_one_destination_is_not_anothers() throws InterruptedException {
        enter(8, 1, Standing.ROUTINE).ended(Answer.POORLY);
        streams.enter("near", 8, 2, Standing.ROUTINE, () -> true).ended(Answer.WELL);
        assertThat(streams.limit("near")).isEqualTo(8);
    }

    @Test
    void what_is_urgent_does_not_wait_for_a_place() {
        Request routine = enter(1, 1, Standing.ROUTINE);
        queue(1, 2, Standing.ROUTINE, 1);
        enter(1, 3, new Standing(true, "", null)).ended(Answer.WELL);
        routine.ended(Answer.WELL);
    }

    @Test
    void one_that_stops_wanting_leaves_the_line() throws Exception {
        enter(1, 1, Standing.ROUTINE);
        assertThat(streams.enter("far", 1, 2, Standing.ROUTINE, () -> false)).isNotNull();
    }
}
