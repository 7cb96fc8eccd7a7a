/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.overread.access.RecordsShown;

/** What was told to the audit trail a moment ago, by this node: pages ask for the same list every few seconds. */
@ApplicationScoped
class RecentLooks {
    static final Duration TOLD_FOR = Duration.ofMinutes(5);
    private static final int MOST = 5000;

    private final Map<RecordsShown, Instant> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordsShown, Instant> eldest) {
            return size() > MOST;
        }
    };

    private final Clock clock;

    /** For the container. */
    RecentLooks() {
        this(Clock.systemUTC());
    }

    @Inject
    RecentLooks(Clock clock) {
        this.clock = clock;
    }

    /** Whether it was not told within the last five minutes; from now on it was. */
    synchronized boolean isNew(RecordsShown look) {
        Instant now = clock.instant();
        Instant before = told.get(look);
        if (before != null && now.isBefore(before.plus(TOLD_FOR))) {
            return false;
        }
        told.remove(look);
        told.put(look, now);
        return true;
    }
}
