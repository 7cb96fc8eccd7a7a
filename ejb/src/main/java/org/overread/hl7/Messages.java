/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;

/** The HL7 messages that somebody may see, and how they were answered. */
public interface Messages {

    /** Newest first; at most the search's limit. */
    List<MessageView> search(Scope scope, MessageSearch search);

    /** @throws org.overread.shared.OverreadException not found, also when it is out of scope */
    MessageView load(Scope scope, long id);

    /**
     * A message with what it did and, for an integrator or administrator, what it says; that is an access to patient data.
     *
     * @throws org.overread.shared.OverreadException not found, also when it is out of scope
     */
    Opened open(Scope scope, long id);

    /**
     * The message and its answer as they went over the wire: patient data, for integrators and administrators only.
     *
     * @throws org.overread.shared.OverreadException not found; forbidden for anybody else
     */
    Raw raw(Scope scope, long id);

    /** @param content null for who may not see it */
    record Opened(
            MessageView view,
            MessageEffects.Done did,
            @Nullable MessageText content) {}

    /** @param answer empty when none was given */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    record Raw(byte[] message, byte[] answer) {}
}
