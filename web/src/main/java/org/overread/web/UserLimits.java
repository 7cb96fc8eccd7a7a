/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many answers one user may have under way at once and begin within a time, and how many all users together. What is
 * remembered of a user goes with the last answer once the rate is forgotten.
 */
final class UserLimits {
    /** Whether one more answer may begin. */
    enum Verdict {
        GRANTED,
        /** This user has too many. */
        USER_FULL,
        /** All together have too many. */
        NODE_FULL
    }

    private static final int FORGET_FROM = 1000;

    private final int atOnce;
    private final int together;
    private final long nanosEach;
    private final long burstNanos;
    private final LongSupplier clock;
    private final Map<String, Use> users = new HashMap<>();
    private int underWay;

    /**
     * @param atOnce under way at once for one user
     * @param together for all users of this node
     * @param perSecond begun within a second, in the long run; ten seconds' worth may come at once
     * @param clock nanoseconds, monotonic
     */
    UserLimits(int atOnce, int together, int perSecond, LongSupplier clock) {
        this.atOnce = atOnce;
        this.together = together;
        this.nanosEach = 1_000_000_000L / Math.max(1, perSecond);
        this.burstNanos = 10_000_000_000L;
        this.clock = clock;
    }

    /** Begin; an answer that was granted has to be ended by {@link #end}. */
    synchronized Verdict begin(String user) {
        if (underWay >= together) {
            return Verdict.NODE_FULL;
        }
        long now = clock.getAsLong();
        if (users.size() >= FORGET_FROM) {
            users.values().removeIf(use -> use.running == 0 && use.paidUntil - now <= 0);
        }
        Use use = users.computeIfAbsent(user, name -> new Use(now));
        // the generic cell rate algorithm: each answer is paid for with a stretch of time, on credit up to the burst
        long paid = Math.max(use.paidUntil - now, 0);
        if (use.running >= atOnce || paid + nanosEach > burstNanos) {
            return Verdict.USER_FULL;
        }
        use.paidUntil = now + paid + nanosEach;
        use.running++;
        underWay++;
        return Verdict.GRANTED;
    }

    synchronized void end(String user) {
        @Nullable Use use = users.get(user);
        if (use != null && use.running > 0) {
            use.running--;
            underWay--;
        }
    }

    private static final class Use {
        private int running;
        private long paidUntil;

        Use(long now) {
            paidUntil = now;
        }
    }
}
