/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** What limits the ways to the destinations on this node: places for studies, requests at once, bytes and hours. */
@ApplicationScoped
class Traffic {
    private final Slots slots;
    private final Streams streams;
    private final Bandwidth bandwidth;
    private final Clock clock;

    @Inject
    Traffic(Slots slots, Streams streams, Bandwidth bandwidth, Clock clock) {
        this.slots = slots;
        this.streams = streams;
        this.bandwidth = bandwidth;
        this.clock = clock;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Traffic() {
        this.slots = null;
        this.streams = null;
        this.bandwidth = null;
        this.clock = null;
    }

    Slots slots() {
        return slots;
    }

    Streams streams() {
        return streams;
    }

    Bandwidth bandwidth() {
        return bandwidth;
    }

    /** Whether this study may use the line now. */
    boolean isOpen(Plan plan, Standing standing) {
        return standing.urgent() || plan.line().isOpen(clock.instant());
    }

    Clock clock() {
        return clock;
    }
}
