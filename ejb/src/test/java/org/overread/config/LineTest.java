/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overread.config.DocumentReader.Reading;

/** When a line may be used, and how much of it. */
class LineTest {
    private static final String LINE = """
            destinations:
              - name: far
                kind: %s
                url: https://pacs.example/dicom-web
                aet: FAR
                line:
            %s
            """;

    private static Line line(String keys) {
        Reading reading = read("dicomweb", keys);
        assertThat(reading).isInstanceOf(Reading.Good.class);
        return ((Reading.Good) reading).configuration().destinations().get(0).line();
    }

    private static List<Finding> findings(String kind, String keys) {
        return ((Reading.Wrong) read(kind, keys)).findings();
    }

    private static Reading read(String kind, String keys) {
        return DocumentReader.read(LINE.formatted(kind, keys.indent(6)), DocumentReaderTest.ANY);
    }

    private static Instant at(String utc) {
        return Instant.parse(utc);
    }

    @Test
    void is_open_in_its_windows_on_its_own_clock_and_over_midnight() {
        Line night = line("""
                timezone: Europe/Berlin
                windows:
                  - { days: [MO, TU, WE, TH, FR], from: "20:00", until: "06:00" }
                """);
        // Monday; Berlin is an hour ahead
        assertThat(night.isOpen(at("2026-03-02T18:59:59Z"))).isFalse();
        assertThat(night.isOpen(at("2026-03-02T19:00:00Z"))).isTrue();
        assertThat(night.isOpen(at("2026-03-03T04:59:59Z"))).isTrue();
        assertThat(night.isOpen(at("2026-03-03T05:00:00Z"))).isFalse();
        // Friday's lasts into Saturday, and then nothing opens until Monday
        assertThat(night.isOpen(at("2026-03-07T04:00:00Z"))).isTrue();
        assertThat(night.opensAfter(at("2026-03-07T05:00:00Z"))).contains(at("2026-03-09T19:00:00Z"));
        assertThat(night.opensAfter(at("2026-03-02T19:00:00Z"))).contains(at("2026-03-03T19:00:00Z"));
    }

    @Test
    void opens_when_the_clocks_say_so_on_the_day_on_which_they_change() {
        Line night = line("timezone: Europe/Berlin\nwindows:\n  - { from: \"02:30\", until: \"04:00\" }\n");
        // on 29 March 2026 half past two does not exist
        assertThat(night.opensAfter(at("2026-03-28T12:00:00Z"))).contains(at("2026-03-29T01:30:00Z"));
        assertThat(night.isOpen(at("2026-03-29T01:30:00Z"))).isTrue();
    }

    @Test
    void nothing_limits_a_line_of_which_nothing_is_said() {
        Line open = line("slowAnswer: PT5S");
        assertThat(open.isOpen(at("2026-03-02T12:00:00Z"))).isTrue();
        assertThat(open.bytesPerSecond(at("2026-03-02T12:00:00Z"))).isEmpty();
        assertThat(open.slowAnswer()).isEqualTo(Duration.ofSeconds(5));
        assertThat(open.opensAfter(at("2026-03-02T12:00:00Z"))).isEmpty();
    }

    @Test
    void the_first_share_whose_hours_hold_counts() {
        Line shared = line("""
                bandwidth:
                  - { days: [MO], from: "08:00", until: "18:00", megabitsPerSecond: 8 }
                  - { from: "18:00", until: "22:00", megabitsPerSecond: 0.5 }
                  - { megabitsPerSecond: 100 }
                """);
        assertThat(shared.bytesPerSecond(at("2026-03-02T12:00:00Z"))).contains(1_000_000L);
        assertThat(shared.bytesPerSecond(at("2026-03-02T18:00:00Z"))).contains(62_500L);
        assertThat(shared.bytesPerSecond(at("2026-03-03T12:00:00Z"))).contains(12_500_000L);
    }

    @Test
    void says_where_a_line_is_wrong() {
        assertThat(findings("dicomweb", """
                        bandwidth:
                          - { megabitsPerSecond: 8 }
                          - { from: "08:00", until: "18:00", megabitsPerSecond: 0 }
                        windows:
                          - { from: "eight", until: "18:00" }
                        requests: 1000
                        """))
                .extracting(Finding::path, Finding::line)
                .containsExactlyInAnyOrder(
                        tuple("destinations[0].line.bandwidth[1]", 9),
                        tuple("destinations[0].line.bandwidth[1].megabitsPerSecond", 9),
                        tuple("destinations[0].line.windows[0].from", 11),
                        tuple("destinations[0].line.requests", 12));
        assertThat(findings("dcm4chee-export", "bandwidth:\n  - { megabitsPerSecond: 8 }\n"))
                .extracting(Finding::path)
                .containsExactly("destinations[0].line.bandwidth");
    }
}
