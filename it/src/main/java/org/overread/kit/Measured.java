/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * How fast something went: so many times a second, and how long one took.
 *
 * @param times how often within the time measured
 * @param all with those before it
 * @param p50 the median, milliseconds
 * @param p99 milliseconds
 */
public record Measured(long times, long all, double perSecond, double p50, double p99) {
    /** One worker of a measurement, with a connection of its own. */
    public interface Worker extends AutoCloseable {
        void once() throws Exception;
    }

    /** Makes the worker of that number. */
    public interface Workers {
        Worker open(int number) throws Exception;
    }

    /** Lets the workers do their work at the same time, first unmeasured, then measured. */
    public static Measured of(int workers, Duration warmUp, Duration time, Workers made) {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            long start = System.nanoTime() + warmUp.toNanos();
            long end = start + time.toNanos();
            LongAdder done = new LongAdder();
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    List<Long> took = new ArrayList<>();
                    try (Worker worker = made.open(number)) {
                        long now = System.nanoTime();
                        while (now < end) {
                            long begun = now;
                            worker.once();
                            now = System.nanoTime();
                            done.increment();
                            if (begun >= start) {
                                took.add(now - begun);
                            }
                        }
                    }
                    return took;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> each : running) {
                all.addAll(each.get());
            }
            all.sort(null);
            return new Measured(
                    all.size(), done.sum(), all.size() / (time.toNanos() / 1e9), at(all, 0.50), at(all, 0.99));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static double at(List<Long> sorted, double part) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * part))) / 1e6;
    }
}
