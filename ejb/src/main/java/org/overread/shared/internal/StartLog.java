/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared.internal;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages 1800 to 1899: the database and the start. */
@MessageLogger(projectCode = "OVR")
interface StartLog extends BasicLogger {
    StartLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), StartLog.class, "org.overread.start");

    @LogMessage(level = INFO)
    @Message(id = 1800, value = "The database is ready: schema version %s, %d migrations applied now.")
    void ready(String version, int applied);

    @LogMessage(level = WARN)
    @Message(
            id = 1801,
            value =
                    "The database cannot be reached; trying again every %d s. Until then nothing is taken in. Cause: %s")
    void away(long seconds, String cause);

    @LogMessage(level = ERROR)
    @Message(id = 1802, value = "Stopped: %s")
    void refused(String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 1803,
            value = "The partitions of the coming months could not be made; trying again in an hour. Cause: %s")
    void noPartitions(String cause);
}
