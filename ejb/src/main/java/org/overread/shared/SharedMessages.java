/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 1 to 99: what any interface can say about a value. */
@MessageBundle(projectCode = "OVR")
public interface SharedMessages {
    SharedMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), SharedMessages.class);

    @Message(id = 1, value = "This is no DICOM UID. A UID has digits and dots only, and at most 64 characters.")
    String invalidUid();

    @Message(id = 2, value = "A patient needs an ID of 1 to 64 characters and an assigning authority of at most 199.")
    String invalidPatientKey();

    @Message(id = 3, value = "There is nothing here that you may see. Check the address, or ask for access.")
    String notFound();

    @Message(id = 4, value = "The database cannot be reached just now. Nothing was changed; try again in a moment.")
    String databaseUnavailable();

    @Message(
            id = 5,
            value = "Something went wrong on our side. Nothing was changed. Tell your administrator the reference {0}.",
            format = Message.Format.MESSAGE_FORMAT)
    String internal(String reference);
}
