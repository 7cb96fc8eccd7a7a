/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which transfers, newest first.
 *
 * @param states empty = all
 * @param caseId null = any
 * @param cursor {@link TransferPage#next} of the page before; null = from the newest
 */
public record TransferQuery(
        Set<TransferState> states,
        @Nullable String destination,
        @Nullable String site,
        @Nullable Long caseId,
        int limit,
        @Nullable Long cursor) {
    /** The most that one page holds. */
    public static final int MOST = 200;

    public TransferQuery {
        states = states.isEmpty() ? EnumSet.allOf(TransferState.class) : Set.copyOf(states);
        limit = Math.max(1, Math.min(limit, MOST));
    }

    /** All of them. */
    public static TransferQuery newest(int limit) {
        return new TransferQuery(Set.of(), null, null, null, limit, null);
    }
}
