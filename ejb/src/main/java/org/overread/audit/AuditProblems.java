/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 1300 to 1399, shown to auditors. */
@MessageBundle(projectCode = "OVR")
public interface AuditProblems {
    AuditProblems MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), AuditProblems.class);

    @Message(id = 1308, value = "There is no such audit event here. An archived one is in its month's file.")
    String noEvent();

    @Message(id = 1309, value = "The event is in no seal yet that was told outside. Ask again in some minutes.")
    String notAnchoredYet();

    @Message(id = 1310, value = "The file of anchors cannot be read: the setting overread.audit.anchor.file.")
    String anchorsUnreadable();
}
