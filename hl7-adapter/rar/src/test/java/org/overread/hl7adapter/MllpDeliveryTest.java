/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.resource.NotSupportedException;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.overread.hl7adapter.api.Answer;
import org.overread.hl7adapter.api.RawMessage;

class MllpDeliveryTest {

    @Test
    void answers_after_the_commit() throws Exception {
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (Container container = Container.start();
                Sender sender = container.sender()) {
            container.committing(messages -> {
                hold(mayCommit);
                return Status.STATUS_COMMITTED;
            });
            sender.send("MSH|1");
            await().pollDelay(java.time.Duration.ofMillis(150)).until(() -> true);
            assertThat(sender.hasAnswer()).isFalse();
            mayCommit.countDown();
            assertThat(sender.answer()).isEqualTo("ACK MSH|1");
        }
    }

    @Test
    void a_rollback_that_throws_nothing_is_not_answered() throws Exception {
        try (Container container = Container.start();
                Sender sender = container.sender()) {
            container.committing(messages -> Status.STATUS_ROLLEDBACK);
            assertThat(sender.send("MSH|1").closedWithoutAnswer()).isTrue();
            assertThat(container.deliveries).hasSize(1);
        }
    }

    @Test
    void a_commit_in_doubt_is_not_answered() throws Exception {
        try (Container container = Container.start();
                Sender sender = container.sender()) {
            container.committing(messages -> Status.STATUS_UNKNOWN);
            assertThat(sender.send("MSH|1").closedWithoutAnswer()).isTrue();
        }
    }

    @Test
    void a_failing_message_is_not_answered_and_the_next_one_is_served() throws Exception {
        try (Container container = Container.start()) {
            container.answering(messages -> {
                if (Container.text(messages.get(0)).contains("poison")) {
                    throw new IllegalStateException("poison");
                }
                return Container.acknowledge(messages);
            });
            try (Sender sender = container.sender()) {
                assertThat(sender.send("MSH|poison").closedWithoutAnswer()).isTrue();
            }
            try (Sender sender = container.sender()) {
                assertThat(sender.send("MSH|good").answer()).isEqualTo("ACK MSH|good");
            }
        }
    }

    @Test
    void a_wrong_number_of_answers_rolls_back() throws Exception {
        try (Container container = Container.start();
                Sender sender = container.sender()) {
            container.answering(messages -> List.of());
            assertThat(sender.send("MSH|1").closedWithoutAnswer()).isTrue();
            assertThat(container.deliveries).noneMatch(Container.Delivery::committed);
        }
    }

    @Test
    void silence_and_close_are_answers_too() throws Exception {
        try (Container container = Container.start();
                Sender sender = container.sender()) {
            container.answering(messages -> messages.stream()
                    .map(message -> switch (Container.text(message)) {
                        case "MSH|silence" -> new Answer.Silence();
                        case "MSH|close" -> (Answer) new Answer.Close();
                        default -> new Answer.Acknowledge(Container.bytes("ACK"));
                    })
                    .toList());
            assertThat(sender.send("MSH|silence").send("MSH|ack").answer()).isEqualTo("ACK");
            assertThat(sender.send("MSH|close").closedWithoutAnswer()).isTrue();
            assertThat(container.deliveries).allMatch(Container.Delivery::committed);
        }
    }

    @Test
    void messages_of_many_connections_share_a_transaction_with_at_most_one_of_each() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        try (Container container = Container.start(Map.of("overread.mllp.workers", "1", "overread.mllp.batch", "8"))) {
            container.answering(messages -> {
                begun.countDown();
                hold(first);
                return Container.acknowledge(messages);
            });
            List<Sender> senders = senders(container, 21);
            senders.get(0).send("MSH|a0").send("MSH|b0");
            await().until(() -> begun.getCount() == 0);
            for (int i = 1; i < senders.size(); i++) {
                senders.get(i).send("MSH|a" + i).send("MSH|b" + i);
            }
            await().until(() -> container.server().waiting() == 20);
            first.countDown();
            for (int i = 0; i < senders.size(); i++) {
                assertThat(senders.get(i).answer()).isEqualTo("ACK MSH|a" + i);
                assertThat(senders.get(i).answer()).isEqualTo("ACK MSH|b" + i);
            }
            close(senders);
            assertThat(container.deliveries).allSatisfy(delivery -> {
                assertThat(delivery.messages()).hasSizeBetween(1, 8);
                assertThat(delivery.messages().stream().map(RawMessage::connection))
                        .doesNotHaveDuplicates();
            });
            assertThat(container.deliveries)
                    .anyMatch(delivery -> delivery.messages().size() == 8);
        }
    }

    @Test
    void a_batch_that_fails_is_delivered_one_by_one_in_order_of_arrival() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (Container container = Container.start(Map.of("overread.mllp.workers", "1"))) {
            container.answering(messages -> {
                hold(first);
                if (messages.stream().map(Container::text).anyMatch("MSH|3"::equals)) {
                    throw new IllegalStateException("3 always fails");
                }
                return Container.acknowledge(messages);
            });
            List<Sender> senders = senders(container, 6);
            for (int i = 0; i < senders.size(); i++) {
                senders.get(i).send("MSH|" + i);
                int sent = i;
                await().until(() -> container.server().waiting() == sent);
            }
            first.countDown();
            for (int i = 0; i < senders.size(); i++) {
                assertThat(senders.get(i).answer()).isEqualTo(i == 3 ? null : "ACK MSH|" + i);
            }
            close(senders);
            assertThat(container.deliveries.stream().map(Container.Delivery::texts))
                    .containsExactly(
                            List.of("MSH|0"),
                            List.of("MSH|1", "MSH|2", "MSH|3", "MSH|4", "MSH|5"),
                            List.of("MSH|1"),
                            List.of("MSH|2"),
                            List.of("MSH|3"),
                            List.of("MSH|4"),
                            List.of("MSH|5"));
        }
    }

    @Test
    void a_connection_keeps_its_order_whatever_the_others_do() throws Exception {
        try (Container container = Container.start()) {
            List<Sender> senders = senders(container, 10);
            for (int n = 0; n < 100; n++) {
                for (int i = 0; i < senders.size(); i++) {
                    senders.get(i).send("MSH|" + i + "|" + n);
                }
            }
            for (int i = 0; i < senders.size(); i++) {
                for (int n = 0; n < 100; n++) {
                    assertThat(senders.get(i).answer()).isEqualTo("ACK MSH|" + i + "|" + n);
                }
            }
            close(senders);
            Map<String, List<String>> byConnection = new java.util.HashMap<>();
            for (Container.Delivery delivery : container.deliveries) {
                delivery.messages()
                        .forEach(message -> byConnection
                                .computeIfAbsent(message.connection(), id -> new ArrayList<>())
                                .add(Container.text(message).replaceAll(".*\\|", "")));
            }
            assertThat(byConnection)
                    .hasSize(10)
                    .allSatisfy((id, numbers) -> assertThat(numbers)
                            .hasSize(100)
                            .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b))));
        }
    }

    @Test
    void a_full_queue_stops_reading_and_loses_nothing() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (Container container = Container.start(
                Map.of("overread.mllp.workers", "1", "overread.mllp.queue", "4", "overread.mllp.batch", "3"))) {
            container.answering(messages -> {
                hold(first);
                return Container.acknowledge(messages);
            });
            List<Sender> senders = senders(container, 30);
            for (Sender sender : senders) {
                sender.send("MSH|a").send("MSH|b");
            }
            await().until(() -> container.server().queue().isFull());
            assertThat(container.server().waiting()).isEqualTo(4);
            assertThat(container.deliveries).isEmpty();
            first.countDown();
            for (Sender sender : senders) {
                assertThat(sender.answer()).isEqualTo("ACK MSH|a");
                assertThat(sender.answer()).isEqualTo("ACK MSH|b");
            }
            close(senders);
            assertThat(container.received()).hasSize(60);
            assertThat(container.server().queue().isFull()).isFalse();
        }
    }

    @Test
    void five_hundred_connections_at_once_are_all_served() throws Exception {
        try (Container container = Container.start()) {
            List<Sender> senders = senders(container, 500);
            for (int i = 0; i < senders.size(); i++) {
                senders.get(i).send("MSH|" + i);
            }
            Set<String> answers = Collections.synchronizedSet(new HashSet<>());
            for (Sender sender : senders) {
                answers.add(sender.answer());
            }
            assertThat(answers).hasSize(500).doesNotContainNull();
            assertThat(container.server().connections()).isEqualTo(500);
            close(senders);
            await().until(() -> container.server().connections() == 0);
            assertThat(container.server().budget().used()).isZero();
        }
    }

    @Test
    void a_listener_without_transactions_is_refused() throws Exception {
        try (Container container = Container.start()) {
            assertThatThrownBy(() ->
                            container.adapter.endpointActivation(container.endpoints(false), new MllpActivationSpec()))
                    .isInstanceOf(NotSupportedException.class)
                    .hasMessageContaining("OVR002021");
        }
    }

    static List<Sender> senders(Container container, int count) throws Exception {
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            senders.add(container.sender());
        }
        return senders;
    }

    static void close(List<Sender> senders) throws Exception {
        for (Sender sender : senders) {
            sender.close();
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
