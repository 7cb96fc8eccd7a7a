/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** How many studies are on their way to each destination from this node: a slow one must not take all workers. */
@ApplicationScoped
class Slots {
    private final Map<String, Integer> taken = new HashMap<>();

    /** Whether there is room for one more; {@link #leave} afterwards. */
    synchronized boolean enter(String destination, int most) {
        int now = taken.getOrDefault(destination, 0);
        if (now >= most) {
            return false;
        }
        taken.put(destination, now + 1);
        return true;
    }

    synchronized void leave(String destination) {
        taken.computeIfPresent(destination, (name, now) -> now > 1 ? now - 1 : null);
    }
}
