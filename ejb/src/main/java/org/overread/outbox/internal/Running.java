/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import java.time.Duration;

/** Work under way, and how long its lease is good for as far as this node knows. */
final class Running {
    private final Claim claim;
    private final long leaseNanos;
    private volatile long renewedAt = System.nanoTime();
    private volatile boolean lost;

    Running(Claim claim, Duration lease) {
        this.claim = claim;
        this.leaseNanos = lease.toNanos();
    }

    Claim claim() {
        return claim;
    }

    boolean renewDue() {
        return !lost && System.nanoTime() - renewedAt > leaseNanos / 3;
    }

    void renewed(boolean held) {
        if (held) {
            renewedAt = System.nanoTime();
        } else {
            lost = true;
        }
    }

    boolean lost() {
        return lost || System.nanoTime() - renewedAt > leaseNanos;
    }
}
