/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for something that has no other way to tell: asks again and again until a time is up. */
public final class Waiting {
    private Waiting() {}

    /** Asks until the answer is true; what goes wrong while asking counts as "not yet". */
    public static void until(String what, Duration limit, Callable<Boolean> asked) {
        until(what, limit, asked, () -> "");
    }

    public static void until(String what, Duration limit, Callable<Boolean> asked, Supplier<String> elseTell) {
        long end = System.nanoTime() + limit.toNanos();
        String last = "";
        while (true) {
            try {
                if (asked.call()) {
                    return;
                }
                last = "";
            } catch (Hopeless e) {
                throw e;
            } catch (Exception e) {
                last = ", last: " + e;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        what + " did not happen within " + limit + last + "\n" + elseTell.get());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting: " + what, e);
            }
        }
    }

    /** What is waited for can no longer happen. */
    public static final class Hopeless extends IllegalStateException {
        private static final long serialVersionUID = 1;

        public Hopeless(String why) {
            super(why);
        }
    }
}
