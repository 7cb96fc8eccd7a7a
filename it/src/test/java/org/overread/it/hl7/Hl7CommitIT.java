/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overread.it.hl7.Hl7Server.RIS;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.EmbeddedPostgres;
import org.overread.kit.MllpClient;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Stack;

/** Commits that fail in the database itself: nothing is acknowledged, and what is sent again has one effect. */
class Hl7CommitIT {
    private static final Patient PATIENT = new Patient("SECRETID78", "MERCY", "SECRETNAME^UNA", "19780708", "F");

    private static Stack stack;
    private static EmbeddedPostgres database;

    @BeforeAll
    static void start() {
        stack = Hl7Server.stack();
        database = stack.database();
    }

    @AfterEach
    void cleanUp() throws Exception {
        database.execute("drop trigger if exists test_fault on imaging_order");
        Hl7Server.takesAGoodOrder(stack);
        assertThat(stack.server().logged()).doesNotContain("SECRETID78", "SECRETNAME");
    }

    @Test
    void a_commit_refused_by_a_deferred_constraint_is_not_acknowledged() throws Exception {
        Order order = Order.of(PATIENT, "CT", "CT HEAD");
        String message = RIS.ormO01(order);
        fault("raise exception 'refused at commit'", order, true);
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("closed");
        assertThat(Hl7Server.orders(database, order)).isZero();

        database.execute("drop trigger test_fault on imaging_order");
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("AA");
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("AA");
        assertThat(Hl7Server.orders(database, order)).isEqualTo(1);
    }

    @Test
    void a_session_that_dies_during_its_commit_is_not_acknowledged() throws Exception {
        Order order = Order.of(PATIENT, "MR", "MR HEAD");
        String message = RIS.ormO01(order);
        fault("perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(2)", order, true);
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("closed");
        assertThat(Hl7Server.orders(database, order)).isZero();

        database.execute("drop trigger test_fault on imaging_order");
        assertThat(Hl7Server.answerTo(stack, message)).isEqualTo("AA");
        assertThat(Hl7Server.orders(database, order)).isEqualTo(1);
    }

    @Test
    void a_message_that_always_fails_here_is_set_aside_and_the_feed_goes_on() throws Exception {
        Order poison = Order.of(PATIENT, "CT", "CT CHEST");
        String message = RIS.ormO01(poison);
        fault("raise exception 'always'", poison, false);

        int tries = 0;
        String answer = "closed";
        while (answer.equals("closed") && tries < 10) {
            answer = Hl7Server.answerTo(stack, message);
            tries++;
            // another sender is served meanwhile
            Hl7Server.takesAGoodOrder(stack);
        }
        assertThat(answer).isIn("AE", "AR");
        assertThat(tries).isBetween(1, 4);
        assertThat(database.number("select count(*) from message where state = 'FAILED' and control_id = '"
                        + org.overread.kit.Hl7Orders.controlId(message) + "'"))
                .isEqualTo(1);
        assertThat(Hl7Server.orders(database, poison)).isZero();
        System.out.println("a message that always fails was set aside at try " + tries + ", answered " + answer);
    }

    @Test
    void a_failing_message_takes_no_other_message_of_its_batch_with_it() throws Exception {
        Order poison = Order.of(PATIENT, "CT", "CT CHEST");
        fault("raise exception 'always'", poison, true);
        AtomicInteger accepted = new AtomicInteger();
        Thread[] senders = new Thread[16];
        for (int i = 0; i < senders.length; i++) {
            senders[i] = new Thread(() -> {
                try (MllpClient sender = stack.mllp()) {
                    for (int n = 0; n < 20; n++) {
                        Order order = Order.of(Patient.numbered(n, "MERCY"), "CT", "CT HEAD");
                        accepted.addAndGet(sender.send(RIS.ormO01(order)).code().equals("AA") ? 1 : 0);
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            senders[i].start();
        }
        for (int i = 0; i < 2; i++) {
            Hl7Server.answerTo(stack, RIS.ormO01(poison));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(accepted).hasValue(320);
    }

    /** Does something to each transaction that stores this one order: at once, or when it commits. */
    private static void fault(String what, Order order, boolean atCommit) {
        database.execute("create or replace function test_fault() returns trigger language plpgsql as $$ begin "
                + "if new.placer_number = '" + order.placer() + "' then " + what + "; end if; return null; end $$");
        database.execute("create constraint trigger test_fault after insert on imaging_order "
                + (atCommit ? "deferrable initially deferred " : "")
                + "for each row execute function test_fault()");
    }
}
