/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.overread.hl7adapter.api.RawMessage;

class DeliveryQueueTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    @Test
    void a_worker_waits_for_as_many_messages_as_it_took_the_last_time() {
        DeliveryQueue queue = queue(LONG);
        queue.offer(message());
        CompletableFuture<List<PendingMessage>> taken = taking(queue, 2);
        queue.offer(message());
        assertThat(taken.join()).hasSize(2);
    }

    @Test
    void a_worker_takes_what_is_there_when_the_others_do_not_come() throws Exception {
        DeliveryQueue queue = queue(TimeUnit.MILLISECONDS.toNanos(1));
        queue.offer(message());
        assertThat(queue.take(16, 5)).hasSize(1);
    }

    @Test
    void a_worker_waits_on_when_another_takes_all_that_it_was_waiting_beside() throws Exception {
        DeliveryQueue queue = queue(LONG);
        queue.offer(message());
        CompletableFuture<List<PendingMessage>> taken = taking(queue, 2);
        assertThat(queue.take(16, 1)).hasSize(1);
        queue.offer(message());
        queue.offer(message());
        assertThat(taken.join()).hasSize(2);
    }

    @Test
    void a_worker_that_waits_goes_home_when_the_queue_is_closed() {
        DeliveryQueue queue = queue(LONG);
        queue.offer(message());
        CompletableFuture<List<PendingMessage>> taken = taking(queue, 2);
        queue.close();
        assertThat(taken.join()).isEmpty();
    }

    private static DeliveryQueue queue(long gather) {
        return new DeliveryQueue(10, () -> {}, gather);
    }

    private static CompletableFuture<List<PendingMessage>> taking(DeliveryQueue queue, int expected) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take(16, expected);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        });
    }

    private static PendingMessage message() {
        return new PendingMessage(
                new RawMessage(new byte[] {1}, "1", "127.0.0.1", null, Instant.EPOCH), false, answer -> {});
    }
}
