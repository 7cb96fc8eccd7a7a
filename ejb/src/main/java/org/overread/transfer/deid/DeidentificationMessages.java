/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages from 2600: why an object may not leave under a de-identification profile. */
@MessageBundle(projectCode = "OVR")
public interface DeidentificationMessages {
    DeidentificationMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), DeidentificationMessages.class);

    @Message(id = 2600, value = "An object cannot be followed as DICOM and thus not be de-identified.")
    String unreadable();

    @Message(id = 2601, value = "An image of modality %s may show in its pixels whose it is.")
    String burnedIn(String modality);

    @Message(
            id = 2602,
            value = "The pixels of an image have to be blacked out and are compressed or of unknown layout.")
    String compressed();

    @Message(
            id = 2603,
            value = "The secret %s, by which destination %s is de-identified, has no value or less than 16 characters.")
    String noKey(String secret, String destination);

    @Message(id = 2604, value = "%d objects must not leave for %s. The first of them: %s")
    String blocked(int objects, String destination, String reason);
}
