/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fifty readers want the same sixty cases while ladders take them away and orders are cancelled. */
class RoutingIT {
    private static final int READERS = 50;

    private static Readings readings;

    @BeforeAll
    static void start() {
        readings = new Readings("routing", READERS);
    }

    @AfterAll
    static void stop() {
        readings.stack.stop();
    }

    @Test
    void each_case_has_one_owner_and_each_lost_race_names_who_won() throws Exception {
        new ClaimRace(readings, READERS, 60, 12).run();
    }
}
