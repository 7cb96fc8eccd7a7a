/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.overread.config.Line;

/** Keeps what goes to each destination from this node within its share of the line: a token bucket of bytes. */
@ApplicationScoped
class Bandwidth {
    /** What may go at once after a pause. */
    private static final Duration BURST = Duration.ofMillis(250);

    private static final long LEAST_BURST = 16 * 1024;

    private final Clock clock;
    private final BlockingStrategy waiting;
    private final Map<String, Tap> taps = new ConcurrentHashMap<>();

    @Inject
    Bandwidth(Clock clock) {
        this(clock, BlockingStrategy.PARKING);
    }

    Bandwidth(Clock clock, BlockingStrategy waiting) {
        this.clock = clock;
        this.waiting = waiting;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Bandwidth() {
        this.clock = null;
        this.waiting = null;
    }

    /** A destination's bucket at one rate. */
    private record Tap(Bucket bucket, long rate, int burst) {}

    /** The same bytes, no faster than the line allows at the moment they are read. */
    InputStream limited(String destination, Line line, InputStream content) {
        return line.bandwidth().isEmpty() ? content : new Limited(destination, line, content);
    }

    private Tap tap(String destination, long rate) {
        return taps.compute(destination, (name, tap) -> {
            if (tap != null && tap.rate() == rate) {
                return tap;
            }
            long burst = Math.max(LEAST_BURST, rate * BURST.toMillis() / 1000);
            BucketConfiguration configuration = BucketConfiguration.builder()
                    .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
                    .build();
            if (tap == null) {
                Bucket bucket = Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
                        .withCustomTimePrecision(new Meter())
                        .build();
                return new Tap(bucket, rate, (int) Math.min(Integer.MAX_VALUE, burst));
            }
            tap.bucket().replaceConfiguration(configuration, TokensInheritanceStrategy.RESET);
            return new Tap(tap.bucket(), rate, (int) Math.min(Integer.MAX_VALUE, burst));
        });
    }

    private final class Meter implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    private final class Limited extends FilterInputStream {
        private final String destination;
        private final Line line;

        Limited(String destination, Line line, InputStream content) {
            super(content);
            this.destination = destination;
            this.line = line;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Optional<Long> rate = line.bytesPerSecond(clock.instant());
            if (rate.isEmpty()) {
                return super.read(into, offset, length);
            }
            Tap tap = tap(destination, rate.get());
            int count = super.read(into, offset, Math.min(length, tap.burst()));
            if (count > 0) {
                try {
                    tap.bucket().asBlocking().consume(count, waiting);
                } catch (InterruptedException e) {
                    // whoever writes on notices it
                    Thread.currentThread().interrupt();
                }
            }
            return count;
        }
    }
}
