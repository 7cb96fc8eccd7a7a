/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a case stands among others that want the same line.
 *
 * @param urgent STAT: waits behind nothing that is not
 * @param group who reads it; empty when nobody owns it
 * @param dueAt when its clock ends; null = it has none
 */
record Standing(boolean urgent, String group, @Nullable Instant dueAt) {
    private static final Duration SOON = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMinutes(15);

    /** Of a case that nothing is known of. */
    static final Standing ROUTINE = new Standing(false, "", null);

    /** Its share of a line beside others of its group: 1, or more the less time is left. */
    int weight(Instant now) {
        if (dueAt == null || now.plus(SOON).isBefore(dueAt)) {
            return 1;
        }
        return now.plus(AT_ONCE).isBefore(dueAt) ? 2 : 4;
    }
}
