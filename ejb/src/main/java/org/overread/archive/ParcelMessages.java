/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages from 2700: parcels. */
@MessageBundle(projectCode = "OVR")
public interface ParcelMessages {
    ParcelMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), ParcelMessages.class);

    @Message(id = 2700, value = "Parcels for %s cannot be written into its folder.")
    String folder(String destination);

    @Message(id = 2701, value = "A key of destination %s cannot be used.")
    String badKey(String destination);

    @Message(id = 2702, value = "The secret %s, which signs the parcels for %s, has no value.")
    String noKey(String secret, String destination);

    @Message(id = 2706, value = "A parcel in the inbox of archive %s cannot be read.")
    String unreadable(String archive);

    @Message(id = 2707, value = "A key of the inbox of archive %s is missing or cannot be used.")
    String badInboxKey(String archive);

    @Message(id = 2708, value = "Archive %s did not store an object of a parcel.")
    String notStored(String archive);
}
