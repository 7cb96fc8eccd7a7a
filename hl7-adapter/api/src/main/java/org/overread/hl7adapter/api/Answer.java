/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter.api;

/** What becomes of one message once the delivery's transaction is committed. */
public sealed interface Answer {

    /**
     * Send these bytes back in one MLLP frame. Positive or negative, an acknowledgement is only ever sent after the
     * transaction that produced it was committed.
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record Acknowledge(byte[] content) implements Answer {}

    /** Close the connection with no answer, so that the sender sends the message again. */
    record Close() implements Answer {}

    /** Nothing is owed to the sender (MSH-15 and MSH-16 both {@code NE}): read the next message. */
    record Silence() implements Answer {}
}
