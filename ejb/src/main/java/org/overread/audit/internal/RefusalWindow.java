/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.util.HashSet;
import java.util.Set;
import org.overread.access.LoginRefused;

/**
 * Which refused log-ins of one minute are told one by one: the first of each name and address, {@link #MOST} at most. The
 * others are counted, so that a flood cannot fill the trail.
 */
final class RefusalWindow {
    /** Told one by one in a minute. */
    static final int MOST = 20;

    private final Set<LoginRefused> told = new HashSet<>();
    private int counted;

    /** Whether this one is told by itself; else it was counted. */
    synchronized boolean tells(LoginRefused refusal) {
        if (told.size() < MOST && told.add(refusal)) {
            return true;
        }
        counted++;
        return false;
    }

    /** Ends the minute: how many were only counted. */
    synchronized int end() {
        int count = counted;
        counted = 0;
        told.clear();
        return count;
    }

    /** Takes back a count that could not be told; it is told with the next. */
    synchronized void carry(int count) {
        counted += count;
    }
}
