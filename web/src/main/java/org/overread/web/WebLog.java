/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages 1915 to 1939: what an operator reads in the server's log about the HTTP interface. */
@MessageLogger(projectCode = "OVR")
interface WebLog extends BasicLogger {
    WebLog LOG = Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), WebLog.class, "org.overread.web");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1915, value = "A request failed on our side, reference %s: %s")
    void requestFailed(String reference, String what);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1916, value = "Notices are refused: the setting overread.notify.key is empty")
    void noNotifyKey();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1917, value = "A notice was not stored, its sender was asked to send it again: %s")
    void noticeNotStored(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1918, value = "The timeline cannot be read for the live pages, trying on: %s")
    void timelineUnreadable(String what);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1924, value = "An archive's answer for a viewer was broken off: %s")
    void imagesBrokenOff(String how);
}
