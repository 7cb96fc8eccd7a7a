/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.Stack;

/** How the application starts when its database does not play along. */
class StartIT {
    private static final Duration HEAD_START = Duration.ofSeconds(60);

    @Test
    void a_server_that_starts_a_minute_before_its_database_stays_deployed_and_becomes_ready_by_itself() {
        try (Stack stack = Stack.fresh("late-database").withTestUsers().install()) {
            stack.server().launch().awaitStarted().awaitDeployed("overread.ear");
            await().during(HEAD_START)
                    .atMost(HEAD_START.plusSeconds(30))
                    .until(() -> ready(stack).status() == 503);
            assertThat(ready(stack).text()).contains("OVR001804");
            assertThat(stack.http().get("/overread/api/health/live").status()).isEqualTo(200);
            assertThat(stack.server().isDeployed("overread.ear")).isTrue();

            stack.database().start();
            stack.server().awaitReady();

            stack.database().execute("alter table reading_case drop column tier");
            stack.server().stop();
            stack.server().launch().awaitStarted().awaitDeployed("overread.ear");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ready(stack).text().contains("OVR001806"));
            assertThat(ready(stack).text()).contains("reading_case.tier");
            assertThat(stack.server().logged()).contains("OVR001802");

            stack.database().execute("alter table reading_case add column tier text");
            stack.server().awaitReady();
        }
    }

    private static Http.Reply ready(Stack stack) {
        return stack.http().get("/overread/api/health/ready");
    }
}
