/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshLogInTest {
    @Test
    void only_what_needs_the_person_at_the_screen_asks_for_the_password() {
        assertThat(FreshLogIn.isAct("POST", "/cases/12/breakglass")).isTrue();
        assertThat(FreshLogIn.isAct("POST", "/cases/12/breakglass/")).isTrue();
        assertThat(FreshLogIn.isAct("PUT", "/configuration")).isTrue();
        assertThat(FreshLogIn.isAct("POST", "/configuration/versions/3/restore"))
                .isTrue();
        assertThat(FreshLogIn.isAct("GET", "/configuration")).isFalse();
        assertThat(FreshLogIn.isAct("POST", "/cases/12/claim")).isFalse();
        assertThat(FreshLogIn.isAct("GET", null)).isFalse();
    }

    @Test
    void a_log_in_of_ten_minutes_ago_is_fresh_and_an_older_one_is_not() {
        Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
        assertThat(FreshLogIn.isOld(now.minus(Duration.ofMinutes(10)), now)).isFalse();
        assertThat(FreshLogIn.isOld(now.minus(Duration.ofMinutes(10)).minusSeconds(1), now))
                .isTrue();
        assertThat(FreshLogIn.isOld(Instant.EPOCH, now)).isTrue();
    }

    @Test
    void after_it_a_person_comes_back_to_a_page_of_ours_and_to_no_other_host() {
        assertThat(LogInAgain.back("/cases/12")).isEqualTo("/cases/12");
        for (String to : new String[] {
            null,
            "",
            "//elsewhere.example",
            "https://elsewhere.example",
            "/\\elsewhere",
            "/a?b",
            "/..",
            "javascript:1",
            "/a\r\nSet-Cookie: x"
        }) {
            assertThat(LogInAgain.back(to)).as(to).isEqualTo("/");
        }
    }
}
