/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;

/**
 * One try.
 *
 * @param instances objects handed over
 * @param endedAt null while it runs
 * @param problem why it did not succeed
 */
public record TransferAttempt(
        long id,
        Instant startedAt,
        @Nullable Instant endedAt,
        Result result,
        int instances,
        long bytes,
        @Nullable Problem problem) {
    /** How it ended. */
    public enum Result {
        RUNNING,
        VERIFIED,
        /** Tried again by itself. */
        TRANSIENT,
        /** Only a person can mend it. */
        PERMANENT,
        /** Was it stored? The destination is asked before anything is sent again. */
        AMBIGUOUS,
        CANCELLED
    }
}
