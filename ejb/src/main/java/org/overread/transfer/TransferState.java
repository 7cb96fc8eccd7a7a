/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.EnumSet;
import java.util.Set;

/** How far the sending of a study is. "Sent" means {@link #VERIFIED}: what was only handed over proves nothing. */
public enum TransferState {
    /** Not begun, or resting between two attempts; the reason is on the transfer. */
    WAITING,
    /** Objects are on their way. */
    SENDING,
    /** All were sent; source and destination are being listed and compared. */
    VERIFYING,
    /** The destination holds all that the source holds now. Late images open the next round. */
    VERIFIED,
    /** It cannot go on by itself; a person mends the reason and retries. */
    QUARANTINED,
    /** A person stopped it. */
    CANCELLED;

    private static final Set<TransferState> ENDED = EnumSet.of(VERIFIED, QUARANTINED, CANCELLED);

    /** Whether work waits or runs for it. */
    public boolean isUnderWay() {
        return !ENDED.contains(this);
    }

    /** Whether a person may have it tried again. */
    public boolean canBeRetried() {
        return this == QUARANTINED || this == CANCELLED;
    }

    /** Whether a person may stop it. What is verified stays where it is. */
    public boolean canBeCancelled() {
        return isUnderWay() || this == QUARANTINED;
    }
}
