/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/** What became of a message that came in, or how far one of ours is; ours can be REFUSED, too. */
public enum MessageState {
    /** Applied. */
    ACCEPTED,
    /** Taken, and something about it is worth a look: it changed nothing yet, or not all was understood. */
    WARNED,
    /** Of a type that is not handled, and acknowledged because the sender's profile says so. */
    IGNORED,
    /** The sender was told to mend it. */
    REFUSED,
    /** It failed three times for a reason of ours. */
    FAILED,
    /** Came again and was answered as the first time. */
    REPEATED,
    /** An archive's notice. */
    NOTICE,
    /** Of ours: to be sent, or its receiver cannot be reached. */
    WAITING,
    /** Of ours: sent, and nobody knows whether it was taken. */
    IN_DOUBT,
    /** Of ours: the receiver acknowledged it. */
    DELIVERED;

    /** Whether it may be sent through again as it is: it did nothing, and a mended profile may make it do something. */
    public boolean replayable() {
        return this == REFUSED || this == FAILED || this == IGNORED;
    }

    /** Whether it waits for somebody to mend something. */
    public boolean failed() {
        return this == REFUSED || this == FAILED;
    }
}
