/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What parcels tell the operator. */
@MessageLogger(projectCode = "OVR")
interface ParcelLog extends BasicLogger {
    ParcelLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ParcelLog.class, "org.overread.parcel");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2703, value = "The inbox of archive %s cannot be read.")
    void inboxUnreadable(String archive);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2704, value = "A parcel for archive %s was refused and put aside as %s: %s")
    void refused(String archive, String file, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2705, value = "Parcel %s of %s is in archive %s: %d objects.")
    void received(String parcel, String sender, String archive, int objects);
}
