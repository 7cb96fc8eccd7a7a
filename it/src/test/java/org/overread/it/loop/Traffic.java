/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.MllpClient;
import org.overread.kit.MllpReceiver.Received;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Study;
import org.overread.kit.Waiting;

/** A hospital's and a group's messages, each sent again until it is answered; what was answered is counted. */
final class Traffic {
    private static final int SENDERS = 4;

    private final Loop loop;
    private final List<Sender> senders = new ArrayList<>();
    private final AtomicInteger orders = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger resends = new AtomicInteger();
    private final AtomicInteger reports = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Set<String> reported = new HashSet<>();

    Traffic(Loop loop) {
        this.loop = loop;
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new Sender(i));
        }
    }

    /** Lets everybody send until it is closed; a message that is under way is sent to its end. */
    AutoCloseable run(AtomicBoolean over) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(SENDERS + 2);
        senders.forEach(sender -> threads.scheduleWithFixedDelay(told(sender::once), 0, 40, TimeUnit.MILLISECONDS));
        Sender images = new Sender(100);
        threads.scheduleWithFixedDelay(told(images::withImages), 0, 3, TimeUnit.SECONDS);
        Sender group = new Sender(101);
        threads.scheduleWithFixedDelay(told(() -> report(group)), 1, 1, TimeUnit.SECONDS);
        return () -> {
            over.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            senders.forEach(Sender::cut);
            images.cut();
            group.cut();
        };
    }

    /** A failure ends a task; the test fails by it. */
    private Runnable told(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
                throw e;
            }
        };
    }

    /** Takes the lines of all senders away. */
    void cut() {
        senders.forEach(Sender::cut);
    }

    /** Waits until nothing of what was sent is left to do. */
    void settle(Duration limit) {
        Sender last = new Sender(102);
        Waiting.until("every case that the group has is reported", limit, () -> {
            report(last);
            return number("select count(*) from work where due_at <= now() + interval '1 minute'") == 0
                    && number("select count(*) from outgoing_message where state = 'WAITING'") == 0
                    && unreported().isEmpty();
        });
        last.cut();
    }

    void verify() {
        assertThat(failures).isEmpty();
        assertThat(number("select count(*) from imaging_order")).as("orders").isEqualTo(orders.get());
        assertThat(number("select count(distinct placer_number) from imaging_order"))
                .isEqualTo(orders.get());
        // an order that was called off before its case was made needs none
        assertThat(number("select count(*) from imaging_order o where o.state not in ('CANCELLED', 'DISCONTINUED')"
                        + " and not exists (select from reading_case c where c.order_id = o.id)"))
                .as("orders without a case")
                .isZero();
        assertThat(number("select count(distinct control_id) from message where state = 'REFUSED' and sender = 'ris'"))
                .as("refused")
                .isEqualTo(refused.get());
        assertThat(number("select count(*) from report")).as("reports").isEqualTo(reports.get());
        long arrived = loop.ris.messages().stream()
                .filter(m -> m.field("MSH", 9).startsWith("ORU"))
                .map(m -> m.field("OBR", 2))
                .distinct()
                .count();
        assertThat(arrived).as("reports at the hospital's RIS").isEqualTo(reports.get());
        assertThat(number("select count(*) from reading_case where state = 'DELIVERED'"))
                .as("delivered")
                .isEqualTo(reports.get());
        assertThat(number("select count(*) from audit_event where subject like 'order:%' and action = 'C'"))
                .as("orders in the audit trail")
                .isEqualTo(orders.get());
    }

    @Override
    public String toString() {
        return orders + " orders, " + refused + " refused, " + resends + " resends, " + reports + " reports";
    }

    private long number(String sql) {
        EmbeddedPostgres database = loop.stack.database();
        return database.number(sql);
    }

    private List<Received> unreported() {
        synchronized (reported) {
            return loop.group.messages().stream()
                    .filter(m -> m.field("ORC", 1).equals("NW") && !reported.contains(m.field("ORC", 2)))
                    .toList();
        }
    }

    private void report(Sender group) {
        for (Received order : unreported()) {
            group.persist(Loop.GROUP.report(order, "F", Instant.now(), List.of("Read."), null));
            synchronized (reported) {
                reported.add(order.field("ORC", 2));
            }
            reports.incrementAndGet();
        }
    }

    /** One line of its own, one message at a time. */
    private final class Sender {
        private final Random random;
        private Order latest;
        private volatile MllpClient line;

        Sender(int seed) {
            this.random = new Random(seed);
            this.latest = order();
        }

        private Order order() {
            return Order.of(Patient.numbered(random.nextInt(500), "MERCY"), "CT", "CT HEAD");
        }

        private void once() {
            switch (random.nextInt(10)) {
                case 0 -> persist(Loop.RIS.ormO01(latest, "XO", "SC"));
                case 1 -> persist(Loop.RIS.cancel(latest));
                case 2 -> persist(Loop.RIS.adt("A08", latest.patient()));
                case 3 -> {
                    assertThat(persist(Loop.RIS.ormO01(latest, "ZZ", "SC"))).isEqualTo("AE");
                    refused.incrementAndGet();
                }
                default -> place(order());
            }
        }

        private void withImages() {
            Order order = order();
            place(order);
            Study study = loop.stack.studies().size(16).of(order, 1);
            loop.stack.hospital().store(study);
        }

        private void place(Order order) {
            latest = order;
            assertThat(persist(Loop.RIS.omgO19(order))).isEqualTo("AA");
            orders.incrementAndGet();
        }

        /** Sends until it is answered; MSA-1. */
        private String persist(String message) {
            String[] code = {""};
            Waiting.until("an answer", Duration.ofMinutes(2), () -> {
                try {
                    MllpClient current = line;
                    if (current == null) {
                        current = loop.stack.mllp();
                        line = current;
                    }
                    code[0] = current.send(message).code();
                    return true;
                } catch (IOException gone) {
                    resends.incrementAndGet();
                    cut();
                    return false;
                }
            });
            return code[0];
        }

        private void cut() {
            MllpClient lost = line;
            line = null;
            if (lost != null) {
                try {
                    lost.close();
                } catch (IOException e) {
                    // gone all the same
                }
            }
        }
    }
}
