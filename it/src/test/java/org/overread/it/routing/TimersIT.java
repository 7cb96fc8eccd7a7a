/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.Places;
import org.overread.kit.Ports;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;
import org.overread.kit.WildFly;

/** The timers of cases on two servers over one database, one of which is killed while they fire. */
class TimersIT {
    private static final int CASES = 60;
    private static final int FORECASTS = 10;

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
    void each_timer_and_each_forecast_fires_once_on_two_nodes_through_a_kill_and_what_is_late_is_made_up_for() {
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
        forecasts();
    }

    /** Both nodes want each forecast of a group: one makes it, and what it finds to become late is told once a case. */
    private static void forecasts() {
        second.launch().awaitStarted().awaitDeployed("overread.ear").awaitReady();
        Http reader = readings.stack.as("reader0");
        long first = readings.count("select min(id) from reading_case where state = 'AVAILABLE'");
        String etag = reader.get("/overread/api/cases/" + first).ok().header("ETag");
        reader.header("If-Match", etag)
                .post("/overread/api/cases/" + first + "/claim", "{}")
                .ok();
        // so soon that one reader cannot read them all until then
        readings.stack.database().execute("""
                update reading_case set due_at = now() + interval '2 hours' where state = 'AVAILABLE';
                create table forecast_claim (owner_group text, at timestamptz);
                create function forecast_claimed() returns trigger language plpgsql as $$
                    begin insert into forecast_claim values (new.owner_group, now()); return new; end $$;
                create trigger forecast_claimed after update on group_forecast for each row
                    when (new.due_at > now()) execute function forecast_claimed();
                """);
        for (int i = 1; i <= FORECASTS; i++) {
            readings.stack.database().execute("update group_forecast set due_at = now() where owner_group = 'far'");
            int made = i;
            Waiting.until(
                    "forecast " + made + " is made",
                    Readings.LIMIT,
                    () -> readings.count("select count(*) from forecast_claim where owner_group = 'far'") >= made);
        }
        Waiting.until(
                "what the forecasts found is told",
                Readings.LIMIT,
                () -> told("case.forecast-late") > 0
                        && readings.count("select count(*) from work where kind like '%forecast%'") == 0);
        assertThat(readings.count("select count(*) from forecast_claim where owner_group = 'far'"))
                .isEqualTo(FORECASTS);
        assertThat(readings.count("""
                select count(*) from (select subject from timeline where kind = 'case.forecast-late'
                                       group by subject having count(*) > 1) twice""")).isZero();
        assertThat(readings.count("select count(*) from dead_letter where kind like '%forecast%'"))
                .isZero();
    }
}
