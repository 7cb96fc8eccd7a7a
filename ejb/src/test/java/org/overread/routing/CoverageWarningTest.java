/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overread.TestDatabase;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.DutyRoster;
import org.overread.routing.CoverageNotice.What;
import org.overread.timeline.Timeline;
import org.overread.timeline.TimelineCursor;
import org.overread.timeline.TimelineEntry;
import org.overread.timeline.TimelineLine;

class CoverageWarningTest {
    /** Notices are asked for by the database's clock. */
    private static final Instant NOW =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofMinutes(5));

    private static final Scope CORA = Scope.of("cora", Set.of(Role.COORDINATOR), Set.of(), Set.of());

    private final Jdbi jdbi = TestDatabase.jdbi();
    private final Lines lines = new Lines();
    private final CoverageWarning one = warning();
    private final CoverageWarning other = warning();

    private CoverageWarning warning() {
        return new CoverageWarning(jdbi, new DutyRoster(), new CoverageNotices(jdbi), lines);
    }

    private static Configuration mornings() {
        return CoverageTest.configuration(
                List.of(CoverageTest.reader("anna")),
                List.of(CoverageTest.shift("anna", 8, 12)),
                List.of(),
                List.of(CoverageTest.house()));
    }

    @Test
    void tells_of_each_gap_and_each_lonely_stretch_once_whichever_node_looks() {
        List<CoverageNotice> told = one.look(mornings(), NOW);
        assertThat(told).extracting(CoverageNotice::what).contains(What.GAP, What.SINGLE);
        assertThat(told).allSatisfy(each -> assertThat(each.from()).isBefore(NOW.plus(Duration.ofHours(36))));
        assertThat(lines.kept).hasSize(told.size()).allSatisfy(line -> {
            assertThat(line.subject()).isEqualTo("coverage:" + line.site());
            assertThat(line.data().get("tell")).isEqualTo("coordinator");
        });
        assertThat(lines.kept)
                .extracting(TimelineLine::text)
                .anyMatch(text -> text.startsWith("Nobody is on duty for"))
                .anyMatch(text -> text.contains("all hangs on anna"));
        assertThat(other.look(mornings(), NOW)).isEmpty();
        assertThat(one.look(mornings(), NOW.plus(Duration.ofMinutes(10)))).isEmpty();
        assertThat(other.look(mornings(), NOW.plus(Duration.ofDays(1))))
                .as("the next day has its own")
                .isNotEmpty();
    }

    @Test
    void what_was_told_is_on_the_page_of_who_may_see_the_site() {
        List<CoverageNotice> told = one.look(mornings(), NOW);
        Instant soon = Instant.now().plusSeconds(60);
        List<CoverageNotice> lasting =
                told.stream().filter(each -> each.until().isAfter(soon)).toList();
        assertThat(lasting).isNotEmpty();
        assertThat(new CoverageNotices(jdbi).current(CORA)).containsAll(lasting);
        Scope elsewhere = Scope.of("carl", Set.of(Role.COORDINATOR), Set.of("elsewhere"), Set.of());
        assertThat(new CoverageNotices(jdbi).current(elsewhere)).isEmpty();
    }

    @Test
    void says_nothing_where_no_reader_is_listed() {
        assertThat(one.look(Configuration.EMPTY, NOW)).isEmpty();
    }

    @Test
    void a_licence_that_ends_is_told_of_when_it_is_found_and_in_its_last_week() {
        Instant end = NOW.plus(Duration.ofDays(30));
        Configuration ending = CoverageTest.configuration(
                List.of(CoverageTest.reader("anna", end.atZone(ZoneOffset.UTC).toLocalDate())),
                List.of(CoverageTest.shift("anna", 0, 24)),
                List.of(),
                List.of(CoverageTest.house()));
        assertThat(licences(ending, NOW))
                .as("of each site")
                .hasSize(2)
                .allMatch(text -> text.contains("licence of anna"));
        assertThat(licences(ending, NOW.plus(Duration.ofDays(10)))).isEmpty();
        assertThat(licences(ending, end.minus(Duration.ofDays(3)))).hasSize(2);
        assertThat(licences(ending, end.minus(Duration.ofDays(2)))).isEmpty();
    }

    private List<String> licences(Configuration configuration, Instant now) {
        return one.look(configuration, now).stream()
                .filter(each -> each.what() == What.LICENCE)
                .map(CoverageNotice::text)
                .toList();
    }

    /** Keeps what is added. */
    private static final class Lines implements Timeline {
        private final List<TimelineLine> kept = new ArrayList<>();

        @Override
        public void add(
                String subject, String site, @Nullable String group, String kind, String text, Map<String, ?> data) {
            addAll(List.of(new TimelineLine(subject, site, group, kind, text, data)));
        }

        @Override
        public void addAll(List<TimelineLine> lines) {
            kept.addAll(lines);
        }

        @Override
        public List<TimelineEntry> of(List<String> subjects, int limit) {
            return List.of();
        }

        @Override
        public List<TimelineEntry> after(TimelineCursor cursor, int limit) {
            return List.of();
        }

        @Override
        public TimelineCursor now() {
            return TimelineCursor.START;
        }
    }
}
