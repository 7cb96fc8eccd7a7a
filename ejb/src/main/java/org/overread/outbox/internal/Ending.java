/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.WorkOutcome;

/**
 * What a transaction's commit says of a leased row.
 *
 * @param outcome null where only the lease is checked
 * @param backoff until the next try, where the outcome is a retry
 */
record Ending(Claim claim, @Nullable WorkOutcome outcome, Duration backoff) {
    /** Whether the row goes. */
    boolean removes() {
        return outcome instanceof WorkOutcome.Done || outcome instanceof WorkOutcome.Dead;
    }
}
