/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.Hl7Orders;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/**
 * 2,000 orders on 8 connections while WildFly and PostgreSQL are killed (SIGKILL) in turn, five times at random moments,
 * and started again. The senders send again what had no answer. Every order must be there once, with its next step.
 */
class Hl7ZeroLossIT {
    private static final int ORDERS = 2000;
    private static final int CONNECTIONS = 8;
    private static final int KILLS = 5;

    @Test
    void no_acknowledged_order_is_lost_or_doubled_when_server_and_database_are_killed() throws Exception {
        long seed = Long.getLong("overread.it.seed", System.nanoTime());
        Random random = new Random(seed);
        Stack stack = Hl7Server.start("hl7-kill");
        try {
            List<Order> orders = new ArrayList<>();
            List<PersistentSender> senders = senders(stack, orders);
            senders.forEach(PersistentSender::start);

            int inFlight = 0;
            for (int moment : moments(random)) {
                Waiting.until(
                        moment + " acknowledgements",
                        Duration.ofMinutes(5),
                        () -> acknowledged(senders) >= moment
                                || senders.stream().noneMatch(Thread::isAlive));
                inFlight +=
                        senders.stream().mapToInt(PersistentSender::inFlight).sum();
                kill(stack, senders, random, moment);
            }
            for (PersistentSender sender : senders) {
                sender.join(Duration.ofMinutes(8).toMillis());
                assertThat(sender.isAlive()).as("sender done").isFalse();
            }
            verify(stack.database(), orders, senders, inFlight, seed);
        } finally {
            stack.stop();
        }
    }

    private static int kills;

    private static void kill(Stack stack, List<PersistentSender> senders, Random random, int moment) throws Exception {
        boolean server = kills++ % 2 == 0;
        if (random.nextBoolean() || kills == 1) {
            // the line goes with the machine, a moment earlier: answers on their way are lost
            senders.forEach(PersistentSender::cut);
            // what was in flight is committed by then, and its answer had nobody to go to
            Thread.sleep(20 + random.nextInt(40));
        }
        long start = System.nanoTime();
        if (server) {
            stack.server().kill();
            stack.server().launch().awaitStarted().awaitReady();
        } else {
            stack.database().kill();
            Thread.sleep(random.nextInt(1500));
            stack.database().start();
        }
        System.out.printf(
                "kill %d: %s after %d acknowledgements, back in %.1f s%n",
                kills, server ? "WildFly" : "PostgreSQL", moment, (System.nanoTime() - start) / 1e9);
    }

    private static TreeSet<Integer> moments(Random random) {
        TreeSet<Integer> moments = new TreeSet<>();
        while (moments.size() < KILLS) {
            moments.add(50 + random.nextInt(ORDERS - 150));
        }
        return moments;
    }

    private static List<PersistentSender> senders(Stack stack, List<Order> orders) {
        Hl7Orders ris = Hl7Server.RIS;
        List<PersistentSender> senders = new ArrayList<>();
        for (int s = 0; s < CONNECTIONS; s++) {
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < ORDERS / CONNECTIONS; i++) {
                // patients are shared between connections, so that transactions meet
                Order order = Order.of(Patient.numbered(i % 100, "MERCY"), "CT", "CT HEAD");
                orders.add(order);
                messages.add(
                        switch (i % 3) {
                            case 0 -> ris.ormO01(order);
                            case 1 -> ris.omgO19(order);
                            default -> ris.omiO23(order);
                        });
            }
            senders.add(new PersistentSender(stack.ports().mllp(), messages));
        }
        return senders;
    }

    private static int acknowledged(List<PersistentSender> senders) {
        return senders.stream().mapToInt(PersistentSender::acknowledged).sum();
    }

    private static void verify(
            EmbeddedPostgres database, List<Order> orders, List<PersistentSender> senders, int inFlight, long seed) {
        long there = database.number("select count(distinct placer_number) from imaging_order");
        long doubled = database.number(
                "select count(*) from (select placer_number from imaging_order group by 1" + " having count(*) > 1) d");
        List<String> placers = database.rows("select placer_number from imaging_order");
        long lost = orders.stream().filter(o -> !placers.contains(o.placer())).count();
        long doubleMessages = database.number("select count(*) from (select control_id from message"
                + " where state in ('ACCEPTED', 'WARNED') group by 1 having count(*) > 1) d");
        long fromStore = database.number("select count(*) from message where state = 'REPEATED'");
        long withoutNext = database.number("select count(*) from imaging_order o where not exists"
                + " (select 1 from reading_case c where c.order_id = o.id) and not exists"
                + " (select 1 from work w where w.kind = 'case.order' and w.key = 'order:' || o.id)");
        List<String> refused =
                senders.stream().flatMap(s -> s.refused().stream()).toList();
        int resends = senders.stream().mapToInt(PersistentSender::resends).sum();

        System.out.printf(
                "zero loss: %d orders sent, %d acknowledged, %d there, %d lost, %d doubled, %d messages applied twice,"
                        + " %d without a next step; %d kills with %d frames in flight, %d resends, %d answered from the"
                        + " stored result; seed %d%n",
                ORDERS,
                acknowledged(senders),
                there,
                lost,
                doubled,
                doubleMessages,
                withoutNext,
                kills,
                inFlight,
                resends,
                fromStore,
                seed);
        assertThat(refused).isEmpty();
        assertThat(acknowledged(senders)).isEqualTo(ORDERS);
        assertThat(lost).isZero();
        assertThat(doubled).isZero();
        assertThat(doubleMessages).isZero();
        assertThat(withoutNext).isZero();
        assertThat(there).isEqualTo(ORDERS);
        assertThat(inFlight).isPositive();
        assertThat(fromStore)
                .as("at least one resend is answered from the stored result")
                .isPositive();
    }
}
