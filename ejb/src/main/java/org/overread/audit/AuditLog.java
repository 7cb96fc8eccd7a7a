/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages 1300 to 1399: the audit trail. */
@MessageLogger(projectCode = "OVR")
public interface AuditLog extends BasicLogger {
    AuditLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), AuditLog.class, "org.overread.audit");

    @LogMessage(level = INFO)
    @Message(id = 1300, value = "Audit messages are sent on to %s.")
    void forwarding(String target);

    @LogMessage(level = WARN)
    @Message(id = 1301, value = "The audit repository %s takes nothing; what is kept here is sent later. Cause: %s")
    void repositoryAway(String target, String cause);

    @LogMessage(level = WARN)
    @Message(id = 1302, value = "An audit message could not be written, and no act hangs on it. Cause: %s")
    void notWritten(String cause);

    @LogMessage(level = WARN)
    @Message(id = 1303, value = "Seals of the audit trail are not signed: the setting overread.audit.key names no key.")
    void unsigned();

    @LogMessage(level = ERROR)
    @Message(id = 1304, value = "%s audit events were removed before they could be sealed; seal %s names them.")
    void missing(int events, long seal);

    @LogMessage(level = WARN)
    @Message(id = 1305, value = "Audit events could not be sealed; they are sealed later. Cause: %s")
    void notSealed(String cause);

    @LogMessage(level = WARN)
    @Message(
            id = 1306,
            value =
                    "Seals of the audit trail are told nowhere outside of the database: whoever owns it could write the trail anew.")
    void noAnchor();

    @LogMessage(level = WARN)
    @Message(id = 1307, value = "A seal of the audit trail could not be told to %s; it is tried again. Cause: %s")
    void notAnchored(String target, String cause);

    @LogMessage(level = INFO)
    @Message(
            id = 1311,
            value = "The month from %s of the audit trail, %s events, is archived in %s and gone from the database.")
    void archived(String month, long events, String file);

    @LogMessage(level = ERROR)
    @Message(id = 1312, value = "The archive of an audit month is not whole, the month stays where it is. %s")
    void archiveNotWhole(String finding);

    @LogMessage(level = WARN)
    @Message(id = 1313, value = "A month of the audit trail could not be archived; it is tried again. Cause: %s")
    void notArchived(String cause);
}
