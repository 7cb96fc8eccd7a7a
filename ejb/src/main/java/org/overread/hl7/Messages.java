/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import org.overread.access.Scope;

/** The HL7 messages that somebody may see, and how they were answered. */
public interface Messages {

    /** Newest first; at most the search's limit. */
    List<MessageView> search(Scope scope, MessageSearch search);

    /** @throws org.overread.shared.OverreadException not found, also when it is out of scope */
    MessageView load(Scope scope, long id);

    /**
     * The message and its answer as they went over the wire: patient data, for integrators only.
     *
     * @throws org.overread.shared.OverreadException not found; forbidden for anybody else
     */
    Raw raw(Scope scope, long id);

    /**
     * Sends a refused or failed message through again, as it is, in its sender's name. The result is a message of its own.
     *
     * @throws org.overread.shared.OverreadException not found; forbidden; a conflict when it was taken; unprocessable when
     *     it fails again for a reason of ours
     */
    MessageView replay(Scope scope, long id);

    /** @param answer empty when none was given */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record Raw(byte[] message, byte[] answer) {}
}
