/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages from 1206: reasons kept with work that failed. */
@MessageBundle(projectCode = "OVR")
public interface OutboxMessages {
    OutboxMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), OutboxMessages.class);

    @Message(
            id = 1206,
            value =
                    "An unforeseen failure on our side. It is tried again by itself; see the server's log for its cause.")
    String unforeseen();

    @Message(
            id = 1207,
            value = "Nothing in this release does work of this kind. Deploy the release that wrote it, then retry.")
    String unknownKind();

    @Message(id = 1208, value = "It failed too often for a reason of ours. Tell support what the log says, then retry.")
    String tooOften();

    @Message(id = 1209, value = "This dead letter is gone: somebody retried it before you.")
    String noDeadLetter();
}
