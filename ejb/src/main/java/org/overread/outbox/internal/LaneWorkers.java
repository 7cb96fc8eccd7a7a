/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.overread.outbox.Lane;
import org.overread.outbox.OutboxLog;
import org.overread.shared.Failures;

/**
 * One lane of one node: a dispatcher thread leases due keys, as many as workers are free, hands them to a fixed pool,
 * and keeps the leases of those under way.
 */
final class LaneWorkers {
    private final Lane lane;
    private final int size;
    private final int rows;
    private final Predicate<Claim> together;
    private final String owner;
    private final Duration lease;
    private final Duration poll;
    private final Jdbi jdbi;
    private final Consumer<List<Running>> worker;
    private final ExecutorService pool;
    private final Thread dispatcher;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private boolean wanted = true;
    private volatile boolean stopped;
    private boolean reported;

    /**
     * @param rows how many rows, each of another key, a worker is handed at a time
     * @param together rows that cost the less the more of them there are: one worker is handed all that are due
     */
    LaneWorkers(
            Lane lane,
            int size,
            int rows,
            Predicate<Claim> together,
            String owner,
            Duration lease,
            Duration poll,
            Jdbi jdbi,
            ThreadFactory threads,
            Consumer<List<Running>> worker) {
        this.lane = lane;
        this.size = size;
        this.rows = rows;
        this.together = together;
        this.owner = owner;
        this.lease = lease;
        this.poll = poll;
        this.jdbi = jdbi;
        this.worker = worker;
        this.pool = Executors.newFixedThreadPool(size, threads);
        this.dispatcher = threads.newThread(this::dispatch);
        dispatcher.setName("overread-" + lane.name().toLowerCase(java.util.Locale.ROOT));
    }

    void start() {
        dispatcher.start();
    }

    void wake() {
        lock.lock();
        try {
            wanted = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void dispatch() {
        try {
            while (!stopped) {
                await();
                if (stopped) {
                    return;
                }
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until something is asked for, or the poll interval is over; and until a worker is free. */
    private void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = poll.toNanos();
            while (left > 0 && !stopped && !(wanted && busy.get() < size)) {
                left = changed.awaitNanos(left);
            }
            wanted = false;
        } finally {
            lock.unlock();
        }
    }

    private void round() {
        try {
            renew();
            int free = size - busy.get();
            if (free <= 0) {
                return;
            }
            List<Claim> claims = jdbi.withHandle(handle -> WorkTable.claim(handle, lane, owner, lease, free * rows));
            reported = false;
            List<Claim> one = claims.stream().filter(together).toList();
            if (!one.isEmpty()) {
                hand(one);
            }
            List<Claim> others = claims.stream().filter(together.negate()).toList();
            for (int from = 0; from < others.size(); from += rows) {
                hand(others.subList(from, Math.min(others.size(), from + rows)));
            }
            if (claims.size() == free * rows) {
                wake();
            }
        } catch (RuntimeException e) {
            // the dispatcher must outlive anything: the next round tries again
            if (!reported) {
                reported = true;
                OutboxLog.LOG.noClaim(Failures.describe(e));
            }
        }
    }

    private void renew() {
        List<Claim> due = new ArrayList<>();
        for (Running one : running.values()) {
            if (one.renewDue()) {
                due.add(one.claim());
            }
        }
        if (!due.isEmpty()) {
            List<Long> held = jdbi.withHandle(handle -> WorkTable.renew(handle, due, lease));
            for (Claim claim : due) {
                Running one = running.get(claim.fence());
                if (one != null) {
                    one.renewed(held.contains(claim.fence()));
                }
            }
        }
    }

    private void hand(List<Claim> claims) {
        List<Running> batch =
                claims.stream().map(claim -> new Running(claim, lease)).toList();
        batch.forEach(one -> running.put(one.claim().fence(), one));
        busy.incrementAndGet();
        pool.execute(() -> work(batch));
    }

    private void work(List<Running> batch) {
        try {
            worker.accept(batch);
        } finally {
            batch.forEach(one -> running.remove(one.claim().fence()));
            busy.decrementAndGet();
            wake();
        }
    }

    /** Lets what is under way end, within reason; what does not is fenced off by the next owner of its key. */
    void stop(Duration patience) {
        stopped = true;
        wake();
        try {
            // first who hands out work, so that nothing is leased that nobody does
            dispatcher.join(patience.toMillis());
            dispatcher.interrupt();
            pool.shutdown();
            if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
                pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
