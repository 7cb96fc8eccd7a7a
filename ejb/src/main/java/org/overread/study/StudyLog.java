/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What an operator reads about studies and sweeps. No patient data, no study UIDs. */
@MessageLogger(projectCode = "OVR")
interface StudyLog extends BasicLogger {
    StudyLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), StudyLog.class, StudyLog.class.getPackageName());

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 603,
            value = "Archive {0}: {1} studies were there before us. None of them becomes a case by itself.",
            format = Message.Format.MESSAGE_FORMAT)
    void baseline(String archive, int studies);
}
