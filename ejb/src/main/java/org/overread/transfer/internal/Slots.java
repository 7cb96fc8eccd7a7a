/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.overread.shared.Settings;

/**
 * What is on its way to each destination from this node: a slow one must not take all workers, and what is urgent has
 * places of its own. While something urgent is on its way to a destination, the others there keep one stream each, so
 * that they go on, slower.
 */
@ApplicationScoped
class Slots {
    private record Place(String destination, boolean urgent) {}

    private final Map<Place, Integer> taken = new HashMap<>();
    private final int largestShare;

    Slots() {
        this(Settings.number("overread.outbox.long-workers", 8));
    }

    /** @param workers for routine studies on this node */
    Slots(int workers) {
        largestShare = Math.max(1, workers * 3 / 4);
    }

    /**
     * Whether there is room for one more; {@link #leave} afterwards. One destination never has all workers of a node, so
     * that one that is slow leaves some to the others.
     */
    synchronized boolean enter(String destination, boolean urgent, int most) {
        Place place = new Place(destination, urgent);
        int now = taken.getOrDefault(place, 0);
        if (now >= Math.min(most, urgent ? most : largestShare)) {
            return false;
        }
        taken.put(place, now + 1);
        return true;
    }

    synchronized void leave(String destination, boolean urgent) {
        taken.computeIfPresent(new Place(destination, urgent), (place, now) -> now > 1 ? now - 1 : null);
        notifyAll();
    }

    /** Whether something urgent is on its way there. */
    synchronized boolean isUrgent(String destination) {
        return taken.containsKey(new Place(destination, true));
    }

    /** Waits while something urgent is on its way there and the condition holds, which is asked about each second. */
    synchronized void giveWay(String destination, BooleanSupplier condition) throws InterruptedException {
        while (isUrgent(destination) && condition.getAsBoolean()) {
            wait(Duration.ofSeconds(1).toMillis());
        }
    }

    /** Somebody's condition may have changed. */
    synchronized void look() {
        notifyAll();
    }
}
