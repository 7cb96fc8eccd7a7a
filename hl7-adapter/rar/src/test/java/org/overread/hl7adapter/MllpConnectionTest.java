/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.overread.hl7adapter.api.MllpGate;

class MllpConnectionTest {
    private static final String FIRST = "MSH|^~\\&|RIS|HOSPITAL|||20260101||ADT^A04|1|P|2.5.1\rPID|||4711^^^HOSPITAL\r";
    private static final String SECOND = "MSH|^~\\&|RIS|HOSPITAL|||20260101||ADT^A08|2|P|2.5.1\r";

    @Test
    void two_messages_cut_at_every_byte_are_the_same_two_messages() throws Exception {
        byte[] stream = concat(Sender.frame(FIRST), Sender.frame(SECOND));
        try (Container container = Container.start()) {
            for (int cut = 0; cut <= stream.length; cut++) {
                container.deliveries.clear();
                try (Sender sender = container.sender()) {
                    sender.write(Arrays.copyOfRange(stream, 0, cut));
                    Thread.sleep(1); // let the first part arrive on its own
                    sender.write(Arrays.copyOfRange(stream, cut, stream.length));
                    assertThat(sender.answer()).isEqualTo("ACK " + FIRST);
                    assertThat(sender.answer()).isEqualTo("ACK " + SECOND);
                }
                assertThat(container.received()).as("cut at %d", cut).containsExactly(FIRST, SECOND);
            }
        }
    }

    @Test
    void a_message_cut_at_any_byte_by_the_end_of_its_connection_is_never_delivered() throws Exception {
        byte[] frame = Sender.frame(FIRST);
        try (Container container = Container.start()) {
            for (int cut = 0; cut < frame.length; cut++) {
                try (Sender sender = container.sender()) {
                    sender.write(Arrays.copyOfRange(frame, 0, cut));
                    sender.endOutput();
                    assertThat(sender.closedWithoutAnswer())
                            .as("cut at %d", cut)
                            .isTrue();
                }
            }
            assertThat(container.received()).isEmpty();
            try (Sender sender = container.sender()) {
                assertThat(sender.send(SECOND).answer()).isEqualTo("ACK " + SECOND);
            }
        }
    }

    @Test
    void a_sender_that_ends_its_output_after_the_message_still_gets_its_answer() throws Exception {
        try (Container container = Container.start();
                Sender sender = container.sender()) {
            sender.send(FIRST);
            sender.endOutput();
            assertThat(sender.answer()).isEqualTo("ACK " + FIRST);
            assertThat(sender.closedWithoutAnswer()).isTrue();
        }
    }

    @Test
    void an_oversize_frame_closes_the_connection_with_no_answer() throws Exception {
        try (Container container = Container.start(Map.of("overread.mllp.max-frame-bytes", "10000"));
                Sender sender = container.sender()) {
            assertThat(sender.send("MSH|" + "x".repeat(9_990)).answer()).isNotNull();
            assertThat(sender.send("MSH|" + "x".repeat(9_997)).closedWithoutAnswer())
                    .isTrue();
            assertThat(container.received()).hasSize(1);
            await().until(() -> container.server().connections() == 0);
            assertThat(container.server().budget().used()).isZero();
        }
    }

    @Test
    void an_empty_frame_is_ignored() throws Exception {
        try (Container container = Container.start();
                Sender sender = container.sender()) {
            assertThat(sender.send("").send(FIRST).answer()).isEqualTo("ACK " + FIRST);
            assertThat(container.received()).containsExactly(FIRST);
        }
    }

    @Test
    void a_connection_that_stays_quiet_is_closed() throws Exception {
        try (Container container = Container.start(Map.of("overread.mllp.idle", "PT0.2S"));
                Sender sender = container.sender()) {
            assertThat(sender.send(FIRST).answer()).isNotNull();
            assertThat(sender.closedWithoutAnswer()).isTrue();
        }
    }

    @Test
    void a_frame_that_does_not_go_on_is_given_up() throws Exception {
        try (Container container = Container.start(Map.of("overread.mllp.frame-idle", "PT0.2S"));
                Sender quiet = container.sender();
                Sender halfWay = container.sender()) {
            halfWay.write(Container.bytes("\u000bMSH|"));
            assertThat(halfWay.closedWithoutAnswer()).isTrue();
            assertThat(quiet.send(FIRST).answer())
                    .as("not inside a frame, so not closed")
                    .isNotNull();
        }
    }

    @Test
    void stray_bytes_do_not_keep_a_connection_open() throws Exception {
        try (Container container = Container.start(Map.of("overread.mllp.idle", "PT0.3S"));
                Sender sender = container.sender()) {
            long start = System.nanoTime();
            while (!sender.hasEnded() && System.nanoTime() - start < 10_000_000_000L) {
                sender.tryWrite((byte) '\n');
                Thread.sleep(20);
            }
            assertThat(sender.hasEnded()).isTrue();
        }
    }

    @Test
    void a_slow_application_does_not_make_a_connection_idle() throws Exception {
        try (Container container =
                        Container.start(Map.of("overread.mllp.idle", "PT0.2S", "overread.mllp.frame-idle", "PT0.2S"));
                Sender sender = container.sender()) {
            container.acknowledging(text -> {
                sleep(700);
                return "late";
            });
            assertThat(sender.send(FIRST).answer()).isEqualTo("late");
        }
    }

    @Test
    void one_connection_too_many_is_closed_and_the_others_are_served() throws Exception {
        try (Container container = Container.start(Map.of("overread.mllp.max-connections", "3"))) {
            List<Sender> senders = MllpDeliveryTest.senders(container, 3);
            await().until(() -> container.server().connections() == 3);
            try (Sender fourth = container.sender()) {
                assertThat(fourth.closedWithoutAnswer()).isTrue();
            }
            for (Sender sender : senders) {
                assertThat(sender.send(FIRST).answer()).isNotNull();
            }
            MllpDeliveryTest.close(senders);
            await().until(() -> container.server().connections() == 0);
            try (Sender sender = container.sender()) {
                assertThat(sender.send(FIRST).answer()).isNotNull();
            }
        }
    }

    @Test
    void the_gate_says_whether_senders_can_connect() throws Exception {
        assertThat(MllpGate.gate().isServed()).isFalse();
        try (Container container = Container.start()) {
            await().until(() -> MllpGate.gate().isServed());
            container.sender().close();
            MllpGate.gate().close();
            await().until(() -> !MllpGate.gate().isServed());
            MllpGate.gate().open();
            await().until(() -> MllpGate.gate().isServed());
        }
        assertThat(MllpGate.gate().isServed()).isFalse();
    }

    @Test
    void the_port_follows_the_gate() throws Exception {
        try (Container container = Container.start()) {
            int port = container.port();
            try (Sender sender = container.sender()) {
                MllpGate.gate().close();
                assertThat(sender.closedWithoutAnswer()).isTrue();
            }
            await().until(() -> container.server().port(MllpServer.PLAIN) == -1);
            MllpGate.gate().open();
            assertThat(container.port()).isPositive();
            try (Sender sender = container.sender()) {
                assertThat(sender.send(FIRST).answer()).isNotNull();
            }
            assertThat(port).isPositive();
        }
    }

    @Test
    void a_taken_port_is_tried_until_it_is_free() throws Exception {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = taken.getLocalPort();
        try (Container container =
                Container.start(Map.of("overread.mllp.port", "" + port, "overread.mllp.bind-retry", "PT0.1S"))) {
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            assertThat(container.server().port(MllpServer.PLAIN)).isEqualTo(-1);
            taken.close();
            assertThat(container.port()).isEqualTo(port);
        }
    }

    @Test
    void deactivation_lets_the_message_in_work_finish_and_leaves_no_thread() throws Exception {
        CountDownLatch inWork = new CountDownLatch(1);
        Container container = Container.start(Map.of("overread.mllp.workers", "3"));
        container.acknowledging(text -> {
            inWork.countDown();
            sleep(300);
            return "done";
        });
        try (Sender busy = container.sender();
                Sender quiet = container.sender()) {
            busy.send(FIRST).send(SECOND);
            inWork.await();
            int port = container.port();
            container.close();
            assertThat(busy.answer()).isEqualTo("done");
            assertThat(busy.closedWithoutAnswer()).isTrue();
            assertThat(quiet.closedWithoutAnswer()).isTrue();
            assertThat(container.received()).containsExactly(FIRST);
            assertThat(container.workers).hasSize(3).noneMatch(Thread::isAlive);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("overread-mllp") || name.startsWith("globalEventExecutor"));
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void deactivation_does_not_wait_for_ever() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        Container container = Container.start(Map.of("overread.mllp.drain", "PT0.3S"));
        container.acknowledging(text -> {
            started.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "never";
        });
        try (Sender sender = container.sender()) {
            sender.send(FIRST);
            await().until(() -> started.get() == 1);
            Thread release = new Thread(() -> {
                sleep(1500);
                never.countDown();
            });
            release.start();
            container.close();
            assertThat(sender.closedWithoutAnswer()).isTrue();
            release.join();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
