/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;

/**
 * What a person does about transfers. Each method throws {@link OverreadException}: FORBIDDEN without the role, NOT_FOUND
 * for what is out of scope, PRECONDITION_FAILED when the transfer changed since the caller read it, CONFLICT when its
 * state does not allow the act.
 */
public interface TransferService {
    TransferPage list(Scope scope, TransferQuery query);

    /** What is on its way, and how the destinations are. */
    TransferBoard board(Scope scope);

    Detail load(Scope scope, long id);

    /**
     * Takes up what is quarantined or cancelled again.
     *
     * @param version {@link Transfer#version} as the caller read it
     * @return the transfer as it is then
     */
    Transfer retry(Scope scope, long id, int version);

    /**
     * What was proved.
     *
     * @param round {@link Transfer#round}; null = the last that was verified. NOT_FOUND when it was not
     */
    Receipt receipt(Scope scope, long id, @Nullable Integer round);

    /**
     * Takes up what is quarantined of a destination, after an outage: the most urgent first, {@link TransferQuery#MOST} at
     * a time, and not all at once, so that what has just come back is not run over.
     */
    Retried retryAll(Scope scope, String destination);

    /**
     * What was taken up.
     *
     * @param more whether some are still quarantined
     */
    record Retried(int retried, boolean more) {}

    /** Stops what waits, runs or is quarantined. What is at the destination stays there. */
    Transfer cancel(Scope scope, long id, int version);

    /** One transfer with its tries, oldest first. */
    record Detail(Transfer transfer, List<TransferAttempt> attempts) {
        public Detail {
            attempts = List.copyOf(attempts);
        }
    }
}
