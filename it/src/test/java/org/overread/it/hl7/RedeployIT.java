/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.it.hl7.Hl7Server.RIS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.it.Leftovers;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;
import org.overread.kit.WildFly;

/** The EAR is taken away and put back on a running server while orders keep coming. */
class RedeployIT {
    private static final String EAR = "/deployment=overread.ear";
    private static final int SENDERS = 4;
    private static final int MOST = 5000;

    private final List<List<Order>> orders = new ArrayList<>();
    private final List<PersistentSender> senders = new ArrayList<>();

    @Test
    void nothing_is_left_behind_nothing_is_lost_and_it_works_each_time() throws Exception {
        try (Stack stack = Hl7Server.start("redeploy")) {
            WildFly server = stack.server();
            send(stack);
            // the first time shows what leaks, the others that it does not add up
            long files = 0;
            for (int time = 1; time <= 3; time++) {
                someMore();
                server.command(EAR + ":undeploy");
                long left = Leftovers.filesOnceNothingOfOursIsLeft(server);
                System.out.println("undeployed " + time + " times: " + left + " open files");
                files = time == 1 ? left : files;
                assertThat(left).isLessThanOrEqualTo(files + 8);
                server.command(EAR + ":deploy");
                works(stack);
            }
            for (int time = 1; time <= 3; time++) {
                someMore();
                server.command(EAR + ":redeploy");
                works(stack);
            }
            someMore();
            end();
            verify(stack);
        } finally {
            end();
        }
    }

    private void send(Stack stack) {
        for (int s = 0; s < SENDERS; s++) {
            List<Order> own = new ArrayList<>();
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < MOST; i++) {
                Order order = Order.of(Patient.numbered(i % 50, "MERCY"), "CT", "CT HEAD");
                own.add(order);
                messages.add(RIS.ormO01(order));
            }
            orders.add(own);
            senders.add(new PersistentSender(stack.ports().mllp(), messages));
        }
        senders.forEach(Thread::start);
    }

    /** Orders are flowing: each sender gets some more acknowledged. */
    private void someMore() {
        for (PersistentSender sender : senders) {
            int before = sender.acknowledged();
            Waiting.until("more acknowledgements", Duration.ofMinutes(3), () -> sender.acknowledged() >= before + 10);
        }
    }

    private static void works(Stack stack) throws Exception {
        stack.server().awaitReady();
        Hl7Server.awaitOpen(stack);
        Hl7Server.takesAGoodOrder(stack);
    }

    private void end() throws InterruptedException {
        for (PersistentSender sender : senders) {
            sender.interrupt();
            sender.cut();
        }
        for (PersistentSender sender : senders) {
            sender.join(Duration.ofMinutes(1).toMillis());
            assertThat(sender.isAlive()).isFalse();
        }
    }

    private void verify(Stack stack) {
        int acknowledged = 0;
        int resends = 0;
        Set<String> there = new HashSet<>();
        for (String placer : stack.database().rows("select placer_number from imaging_order")) {
            assertThat(there.add(placer)).as("an order is there once").isTrue();
        }
        for (int s = 0; s < SENDERS; s++) {
            PersistentSender sender = senders.get(s);
            assertThat(sender.refused()).isEmpty();
            List<String> wanted = orders.get(s).subList(0, sender.acknowledged()).stream()
                    .map(Order::placer)
                    .toList();
            assertThat(wanted).as("acknowledged and there").isSubsetOf(there);
            acknowledged += sender.acknowledged();
            resends += sender.resends();
        }
        System.out.printf(
                "undeployed and redeployed under load: %d orders acknowledged, each there once; %d resends%n",
                acknowledged, resends);
        // a stop is nobody's fault: it counts against no message, and each is in the audit trail
        assertThat(stack.database().number("select count(*) from message_trouble"))
                .isZero();
        assertThat(stack.database()
                        .number("select count(*) from audit_event where event = '110100'"
                                + " and position('110121'::bytea in canonical) > 0"))
                .isEqualTo(6);
        assertThat(stack.server().logged()).doesNotContain("\tat org.overread", "OVR001302");
    }
}
