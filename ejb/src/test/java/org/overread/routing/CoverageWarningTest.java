/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.config.Configuration;
import org.overread.config.DutyRoster;

class CoverageWarningTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:05:00Z");

    private final Jdbi jdbi = TestDatabase.jdbi();
    private final CoverageWarning one = new CoverageWarning(jdbi, new DutyRoster());
    private final CoverageWarning other = new CoverageWarning(jdbi, new DutyRoster());

    @Test
    void tells_of_the_gaps_to_come_once_a_day_on_one_node() {
        Configuration configuration = CoverageTest.configuration(
                List.of(CoverageTest.reader("anna")),
                List.of(CoverageTest.shift("anna", 8, 12)),
                List.of(),
                List.of(CoverageTest.house()));

        assertThat(one.look(configuration, NOW))
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap.from()).isBefore(NOW.plus(Duration.ofHours(36))));
        assertThat(other.look(configuration, NOW)).isEmpty();
        assertThat(one.look(configuration, NOW.plus(Duration.ofHours(20)))).isEmpty();
        assertThat(other.look(configuration, NOW.plus(Duration.ofDays(1)))).isNotEmpty();
    }

    @Test
    void says_nothing_where_no_reader_is_listed() {
        assertThat(one.look(Configuration.EMPTY, NOW)).isEmpty();
    }
}
