/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages from 917: what an operator sees of transfers. */
@MessageLogger(projectCode = "OVR")
public interface TransferLog extends BasicLogger {
    TransferLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), TransferLog.class, "org.overread.transfer");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 917, value = "Transfer %d of case %d is verified at %s: %d objects, by %s")
    void verified(long transfer, long caseId, String destination, int instances, String verification);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 918, value = "Transfer %d of case %d to %s is quarantined: %s %s")
    void quarantined(long transfer, long caseId, String destination, String code, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 919, value = "%s does not answer, %d times in a row; it rests for %d s")
    void rests(String peer, int failures, long seconds);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 920, value = "Transfer %d failed for a reason of ours: %s")
    void unforeseen(long transfer, String cause);
}
