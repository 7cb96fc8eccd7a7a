/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.overread.access.RecordsShown;

class RecentLooksTest {
    private Instant now = Instant.parse("2026-11-29T09:00:00Z");
    private final RecentLooks looks = new RecentLooks(new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void the_same_look_of_the_same_person_is_told_again_after_five_minutes_and_another_at_once() {
        assertThat(looks.isNew(look("ann", "null"))).isTrue();
        assertThat(looks.isNew(look("ann", "null"))).isFalse();
        assertThat(looks.isNew(look("bob", "null"))).isTrue();
        assertThat(looks.isNew(look("ann", "state=READING"))).isTrue();
        now = now.plus(RecentLooks.TOLD_FOR);
        assertThat(looks.isNew(look("ann", "null"))).isTrue();
    }

    private static RecordsShown look(String user, String query) {
        return new RecordsShown(user, "cases", query, "");
    }
}
