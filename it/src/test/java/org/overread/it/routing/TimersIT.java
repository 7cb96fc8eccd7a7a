/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Places;
import org.overread.kit.Ports;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;
import org.overread.kit.WildFly;

/** The timers of cases on two servers over one database, one of which is killed while they fire. */
class TimersIT {
    private static final int CASES = 60;

    private static Readings readings;
    private static WildFly second;

    @BeforeAll
    static void start() {
        readings = new Readings("timers", 1);
        Stack stack = readings.stack;
        second = WildFly.in(
                        Places.scratch().resolve("timers-second-node"),
                        Ports.freeFrom(stack.ports().offset() + 40))
                .environment("OVERREAD_DB_URL", stack.database().url())
                .environment("OVERREAD_DB_USER", stack.database().user())
                .environment("OVERREAD_DB_PASSWORD", stack.database().password())
                .driver(WildFly.ownDriver());
        Stack.TEST_USERS.forEach((name, roles) -> second.user(name, name, roles));
        second.offline(Places.root().resolve("standalone-config/install.cli"));
        second.deploy(Places.ear());
        second.start().awaitDeployed("overread.ear").awaitReady();
    }

    @AfterAll
    static void stop() {
        second.stop();
        readings.stack.stop();
    }

    private static long told(String kind) {
        return readings.count("select count(*) from timeline where kind = '" + kind + "'");
    }

    @Test
    void each_timer_fires_once_with_two_nodes_and_a_kill_and_what_is_late_is_made_up_for() {
        readings.available(CASES);
        readings.passTime(100);
        Waiting.until("the first timers fire", Readings.LIMIT, () -> told("case.escalated") > CASES / 6);
        second.kill();
        Waiting.until("all escalated", Readings.LIMIT, () -> told("case.escalated") >= CASES);
        readings.stack.server().kill();
        // a warning for every case falls into the time in which no node runs
        readings.stack.database().execute("""
                update reading_case set warn_at = now() - interval '1 second';
                update case_due set due_at = now() - interval '1 second' where kind = 'WARN'""");
        readings.stack
                .server()
                .launch()
                .awaitStarted()
                .awaitDeployed("overread.ear")
                .awaitReady();
        Waiting.until("all warned", Readings.LIMIT, () -> told("case.warned") >= CASES);
        Waiting.until(
                "nothing is left to do",
                Readings.LIMIT,
                () -> readings.count("select count(*) from work where kind in ('case.warn', 'case.escalate')") == 0
                        && readings.count("select count(*) from case_due where due_at <= now()") == 0);
        assertThat(told("case.escalated")).isEqualTo(CASES);
        assertThat(told("case.warned")).isEqualTo(CASES);
        assertThat(readings.count("select count(*) from dead_letter where kind like 'case.%'"))
                .isZero();
        assertThat(readings.count("select count(*) from reading_case where owner_group = 'far' and escalated"))
                .isEqualTo(CASES);
        assertThat(readings.disordered()).isZero();
    }
}
