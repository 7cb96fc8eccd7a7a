/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.routing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same as {@link RoutingIT} at its full size: fifty readers, two hundred cases. */
@Tag("soak")
class RoutingSoakIT {
    private static final int READERS = 50;

    private static Readings readings;

    @BeforeAll
    static void start() {
        readings = new Readings("routing-soak", READERS);
    }

    @AfterAll
    static void stop() {
        readings.stack.stop();
    }

    @Test
    void each_case_has_one_owner_and_each_lost_race_names_who_won() throws Exception {
        new ClaimRace(readings, READERS, 200, 40).run();
    }
}
