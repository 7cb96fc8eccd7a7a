/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.BlockingStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.overread.config.Contract;
import org.overread.config.Line;
import org.overread.config.Line.Share;

/** How fast bytes go, on a clock that passes as they wait. */
class BandwidthTest {
    private final PassingClock clock = new PassingClock();
    /** To the millisecond above, as the clock counts. */
    private final BlockingStrategy waiting = nanos -> clock.pass(Duration.ofMillis((nanos + 999_999) / 1_000_000));

    private final Bandwidth bandwidth = new Bandwidth(clock, waiting);

    private static Line line(Share... shares) {
        return new Line(ZoneOffset.UTC, List.of(), List.of(shares), 0, Line.SLOW);
    }

    private Duration taken(Line line, int bytes, int reads) throws IOException {
        Instant begun = clock.instant();
        byte[] into = new byte[reads];
        int sum = 0;
        try (InputStream in = bandwidth.limited("far", line, new ByteArrayInputStream(new byte[bytes]))) {
            for (int count = in.read(into); count > 0; count = in.read(into)) {
                sum += count;
            }
        }
        assertThat(sum).isEqualTo(bytes);
        return Duration.between(begun, clock.instant());
    }

    @Property(tries = 60)
    void goes_at_the_rate_of_the_line_whatever_is_read_at_once(
            @ForAll @IntRange(min = 50_000, max = 5_000_000) int rate,
            @ForAll @IntRange(min = 1000, max = 200_000) int reads)
            throws IOException {
        int bytes = rate * 4;
        double seconds = taken(line(new Share(null, rate)), bytes, reads).toMillis() / 1000.0;
        // four seconds, less what may go at once, and a millisecond for each wait
        assertThat(seconds).isBetween(3.3, 4.3);
    }

    @Test
    void a_line_without_a_limit_costs_nothing() throws IOException {
        assertThat(taken(Line.OPEN, 10_000_000, 64 * 1024)).isZero();
    }

    @Test
    void the_rate_changes_with_the_hour_in_the_middle_of_an_object() throws IOException {
        // it is eight o'clock; at one second past it is ten times as fast
        Contract.Hours slow = new Contract.Hours(Set.of(), LocalTime.of(7, 0), LocalTime.of(8, 0, 1));
        Line line = line(new Share(slow, 100_000), new Share(null, 1_000_000));
        double seconds = taken(line, 2_100_000, 20_000).toMillis() / 1000.0;
        assertThat(seconds).isBetween(2.6, 3.2);
    }

    @Test
    void streams_to_one_destination_share_the_line_and_another_has_its_own() throws IOException {
        Line line = line(new Share(null, 1_000_000));
        byte[] into = new byte[50_000];
        Instant begun = clock.instant();
        try (InputStream one = bandwidth.limited("far", line, new ByteArrayInputStream(new byte[1_000_000]));
                InputStream two = bandwidth.limited("far", line, new ByteArrayInputStream(new byte[1_000_000]))) {
            while (one.read(into) > 0 && two.read(into) > 0) {
                assertThat(clock.instant()).isBefore(begun.plusSeconds(3));
            }
        }
        assertThat(Duration.between(begun, clock.instant()).toMillis()).isBetween(1600L, 2100L);
        Instant other = clock.instant();
        try (InputStream near = bandwidth.limited("near", line, new ByteArrayInputStream(new byte[100_000]))) {
            near.readAllBytes();
        }
        assertThat(Duration.between(other, clock.instant())).isZero();
    }
}
