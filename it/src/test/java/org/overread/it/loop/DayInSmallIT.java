/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overread.kit.MllpClient;
import org.overread.kit.MllpReceiver;
import org.overread.kit.MllpReceiver.Manner;
import org.overread.kit.Waiting;

/**
 * A day in twenty minutes ({@code -Doverread.soak.minutes}): orders, changes, cancels, updates, images, reports and nonsense
 * while lines are cut, both RIS and the database are killed and answers are lost. At the end the server's heap after a
 * collection is within a tenth of what it was after five minutes, its open files within five, and all counts are equal.
 */
@Tag("soak")
class DayInSmallIT {
    private static final Duration DAY = Duration.ofMinutes(Integer.getInteger("overread.soak.minutes", 20));
    private static final Duration MORNING = DAY.dividedBy(4);
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private final Random random = new Random(Long.getLong("overread.it.seed", 4711));
    private int faults;

    @Test
    void after_a_day_of_mixed_traffic_and_faults_nothing_has_grown_and_all_counts_are_equal() throws Exception {
        try (Loop loop = new Loop("day")) {
            Traffic traffic = new Traffic(loop);
            long begin = System.nanoTime();
            live(loop, traffic, begin + MORNING.toNanos());
            Footprint morning = settle(loop, traffic);
            live(loop, traffic, begin + DAY.toNanos());
            Footprint evening = settle(loop, traffic);
            System.out.printf(
                    "a day in %d minutes: %s, %d faults; heap after GC %d KB, then %d KB (%.3f); open files %d, then %d%n",
                    DAY.toMinutes(),
                    traffic,
                    faults,
                    morning.heap(),
                    evening.heap(),
                    (double) evening.heap() / morning.heap(),
                    morning.files(),
                    evening.files());
            traffic.verify();
            assertThat((double) evening.heap()).as("heap after GC").isLessThan(morning.heap() * 1.1);
            assertThat(evening.files()).as("open files").isBetween(morning.files() - 5, morning.files() + 5);
        }
    }

    /** Traffic until then, with a fault every few seconds. */
    private void live(Loop loop, Traffic traffic, long until) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (AutoCloseable running = traffic.run(over)) {
            while (System.nanoTime() < until) {
                fault(loop, traffic);
                long next = System.nanoTime()
                        + Duration.ofSeconds(3 + random.nextInt(5)).toNanos();
                Waiting.until("the next fault", Duration.ofMinutes(1), () -> System.nanoTime() > Math.min(next, until));
            }
        } finally {
            over.set(true);
        }
    }

    private void fault(Loop loop, Traffic traffic) throws IOException {
        faults++;
        switch (random.nextInt(8)) {
            case 0 -> traffic.cut();
            case 1 -> {
                restarted(loop.ris);
            }
            case 2 -> {
                restarted(loop.group);
            }
            case 3 -> {
                AtomicBoolean once = new AtomicBoolean();
                Manner manner = random.nextBoolean() ? Manner.LOSE_ANSWER : Manner.WRONG_ID;
                loop.ris.manner(m -> once.getAndSet(true) ? Manner.ACCEPT : manner);
            }
            case 4 -> {
                try (MllpClient half = loop.stack.mllp()) {
                    half.raw(new byte[] {0x0B, 'M', 'S', 'H', '|'});
                } catch (IOException down) {
                    // the server is not listening just now
                }
            }
            case 5 -> {
                byte[] noise = new byte[2000];
                random.nextBytes(noise);
                try (MllpClient odd = loop.stack.mllp()) {
                    odd.raw(noise);
                } catch (IOException closed) {
                    // as it should be
                }
            }
            case 6 -> {
                if (faults % 3 == 0) {
                    loop.stack.database().kill();
                    loop.stack.database().start();
                }
            }
            default -> loop.group.manner(m -> random.nextInt(20) == 0 ? Manner.LOSE_ANSWER : Manner.ACCEPT);
        }
    }

    private static void restarted(MllpReceiver receiver) throws IOException {
        receiver.kill();
        Waiting.until("its port is free", Duration.ofMinutes(1), () -> {
            receiver.open();
            return true;
        });
    }

    private Footprint settle(Loop loop, Traffic traffic) {
        loop.ris.manner(m -> Manner.ACCEPT);
        loop.group.manner(m -> Manner.ACCEPT);
        traffic.settle(SETTLED);
        return Footprint.of(loop.stack.server());
    }
}
