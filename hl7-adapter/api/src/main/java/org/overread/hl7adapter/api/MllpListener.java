/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter.api;

import java.util.List;

/**
 * Takes HL7 messages from the resource adapter. One call is one delivery and one transaction; it holds at most one
 * message of each connection, so a connection's order is kept by answering one message before the next is taken.
 *
 * <p>A message that the application refuses is an {@link Answer}, not an exception. An exception, or a transaction that
 * does not commit, is a failure of ours: no message of the delivery is answered. The adapter then delivers each of them
 * alone; one that fails alone has its connection closed without an acknowledgement, so that the sender sends it again.
 */
public interface MllpListener {

    /**
     * @param messages one or more messages, of different connections
     * @return one answer for each message, in the same order
     */
    List<Answer> onMessages(List<RawMessage> messages);
}
