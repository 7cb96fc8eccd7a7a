/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.overread.web.UserLimits.Verdict;

class UserLimitsTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void one_user_at_the_limit_holds_up_no_other() {
        UserLimits limits = new UserLimits(2, 3, 1000, clock::get);
        assertThat(limits.begin("a")).isEqualTo(Verdict.GRANTED);
        assertThat(limits.begin("a")).isEqualTo(Verdict.GRANTED);
        assertThat(limits.begin("a")).isEqualTo(Verdict.USER_FULL);
        assertThat(limits.begin("b")).isEqualTo(Verdict.GRANTED);
        assertThat(limits.begin("c")).isEqualTo(Verdict.NODE_FULL);
        limits.end("a");
        assertThat(limits.begin("c")).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void ten_seconds_worth_may_come_at_once_and_the_rate_is_kept_after() {
        UserLimits limits = new UserLimits(1, 1, 5, clock::get);
        int granted = 0;
        while (limits.begin("a") == Verdict.GRANTED) {
            limits.end("a");
            granted++;
        }
        assertThat(granted).isEqualTo(50);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < 5; i++) {
            assertThat(limits.begin("a")).isEqualTo(Verdict.GRANTED);
            limits.end("a");
        }
        assertThat(limits.begin("a")).isEqualTo(Verdict.USER_FULL);
    }

    @Test
    void ending_twice_gives_nothing_away() {
        UserLimits limits = new UserLimits(1, 1, 1000, clock::get);
        limits.begin("a");
        limits.end("a");
        limits.end("a");
        limits.begin("a");
        assertThat(limits.begin("b")).isEqualTo(Verdict.NODE_FULL);
    }
}
