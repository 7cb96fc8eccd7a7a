/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages between the selector threads, which never wait, and the delivery workers, which do. When it is full, reading
 * stops on all connections until half of it is worked off.
 */
final class DeliveryQueue {

    /** Senders that were answered send their next message within this time, or have none. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long TELL_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int capacity;
    private final long gather;
    private final Runnable flow;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<PendingMessage> messages = new ArrayDeque<>();
    private volatile boolean full;
    private boolean closed;
    private final AtomicLong told = new AtomicLong();

    /** @param flow told, without the queue's lock, when {@link #isFull} has changed */
    DeliveryQueue(int capacity, Runnable flow) {
        this(capacity, flow, GATHER_NANOS);
    }

    /** @param gather nanoseconds that {@link #take} waits for more than the first message */
    DeliveryQueue(int capacity, Runnable flow, long gather) {
        this.gather = gather;
        this.capacity = capacity;
        this.flow = flow;
    }

    /** From the moment when it is full until half of it is worked off. */
    boolean isFull() {
        return full;
    }

    int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a message in line.
     *
     * @return false when there is no room: offer it again when the queue is no longer full
     */
    boolean offer(PendingMessage message) {
        boolean nowFull;
        lock.lock();
        try {
            if (closed || messages.size() >= capacity) {
                return false;
            }
            messages.add(message);
            nowFull = !full && messages.size() == capacity;
            full = full || nowFull;
            filled.signal();
        } finally {
            lock.unlock();
        }
        if (nowFull) {
            tell();
            flow.run();
        }
        return true;
    }

    /**
     * Waits for messages, and a moment longer for as many as were answered a moment ago: their senders send the next ones
     * now, and those that are taken together share their statements and their commit.
     *
     * @param expected how many the caller took the last time; 1 waits for no more than the first
     * @return 1 to {@code most} messages in order of arrival; none once the queue is closed
     */
    List<PendingMessage> take(int most, int expected) throws InterruptedException {
        List<PendingMessage> taken = new ArrayList<>();
        boolean room;
        lock.lock();
        try {
            do {
                while (messages.isEmpty() && !closed) {
                    filled.await();
                }
                gather(Math.min(most, expected));
            } while (messages.isEmpty() && !closed); // another worker took them meanwhile
            while (!closed && taken.size() < most && !messages.isEmpty()) {
                taken.add(messages.remove());
            }
            room = full && messages.size() <= capacity / 2;
            full = full && !room;
        } finally {
            lock.unlock();
        }
        if (room) {
            flow.run();
        }
        return taken;
    }

    private void gather(int expected) throws InterruptedException {
        long left = gather;
        while (left > 0 && !closed && messages.size() < expected) {
            left = filled.awaitNanos(left);
        }
    }

    private void tell() {
        long now = System.nanoTime();
        long last = told.get();
        if ((last == 0 || now - last > TELL_EVERY_NANOS) && told.compareAndSet(last, now)) {
            LOG.queueFull(capacity);
        }
    }

    /** Sends the workers home. What was not taken is not delivered; its connections are closed by then. */
    void close() {
        lock.lock();
        try {
            closed = true;
            messages.clear();
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
