/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that messages of all connections share while they are read or wait, so that senders cannot exhaust it. */
final class FrameBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    FrameBudget(long limit) {
        this.limit = limit;
    }

    boolean reserve(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    long limit() {
        return limit;
    }

    long used() {
        return used.get();
    }
}
