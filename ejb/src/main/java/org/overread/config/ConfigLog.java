/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages 129 to 199: what an operator reads in the log about the configuration. */
@MessageLogger(projectCode = "OVR")
interface ConfigLog extends BasicLogger {
    ConfigLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), ConfigLog.class, ConfigLog.class.getPackageName());

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 129, value = "Configuration version %d is in force on this node")
    void inForce(int version);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 130,
            value =
                    "Configuration version %d cannot be used by this release; version %d stays in force. First error: %s")
    void unusable(int version, int kept, String finding);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 131, value = "The first configuration %s was not taken. %s")
    void badSeed(String file, String finding);
}
