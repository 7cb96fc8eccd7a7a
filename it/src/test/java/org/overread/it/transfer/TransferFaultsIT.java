/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overread.kit.Stack;
import org.overread.kit.Waiting;

/** More than two hundred studies under each kind of fault, while archive and server are killed and started again. */
@Tag("soak")
class TransferFaultsIT {
    private static final int OF_EACH_KIND = Integer.getInteger("overread.soak.faults", 10);

    private static Stack stack;
    private static OddDestination odd;

    @BeforeAll
    static void start() throws IOException {
        odd = new OddDestination();
        stack = TransferIT.sending("transfer-faults", odd);
    }

    @AfterAll
    static void stop() {
        stack.stop();
        odd.close();
    }

    @Test
    void each_study_is_whole_or_in_quarantine_for_the_right_reason() {
        FaultyStudies faulty = FaultyStudies.begin(stack, odd, OF_EACH_KIND);
        for (int turn = 1; turn <= 2; turn++) {
            int verified = turn * OF_EACH_KIND;
            Waiting.until(
                    "so many transfers to be verified: " + verified,
                    Duration.ofMinutes(10),
                    () -> stack.database().number("select count(*) from transfer where state = 'VERIFIED'")
                            >= verified);
            stack.server().kill();
            stack.hospital().kill();
            stack.hospital().start();
            stack.server().launch().awaitStarted().awaitReady();
        }
        faulty.endAsTheyMust(Duration.ofMinutes(20));
    }
}
