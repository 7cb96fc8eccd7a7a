/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages 1200 to 1249: what an operator sees of the work. */
@MessageLogger(projectCode = "OVR")
public interface OutboxLog extends BasicLogger {
    OutboxLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), OutboxLog.class, "org.overread.outbox");

    @LogMessage(level = INFO)
    @Message(id = 1200, value = "Workers are open as %s: %d short, %d long.")
    void open(String owner, int shortWorkers, int longWorkers);

    @LogMessage(level = WARN)
    @Message(id = 1201, value = "Work %d of kind %s failed and is tried again. Cause: %s")
    void failed(long id, String kind, String cause);

    @LogMessage(level = ERROR)
    @Message(id = 1202, value = "Work %d of kind %s is a dead letter: %s. See /api/dead-letters.")
    void dead(long id, String kind, String code);

    @LogMessage(level = WARN)
    @Message(id = 1203, value = "The broker takes no wake-ups; work moves by polling. Cause: %s")
    void noBroker(String cause);

    @LogMessage(level = WARN)
    @Message(id = 1204, value = "Due work cannot be asked for; trying again every second. Cause: %s")
    void noClaim(String cause);

    @LogMessage(level = WARN)
    @Message(
            id = 1205,
            value = "Work %d of kind %s was given up: its lease ended and is another worker's. Nothing of it was kept.")
    void leaseLost(long id, String kind);
}
