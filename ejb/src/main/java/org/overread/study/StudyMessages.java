/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 600 to 699. */
@MessageBundle(projectCode = "OVR")
interface StudyMessages {
    StudyMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), StudyMessages.class);

    @Message(
            id = 600,
            value = "The archive {0} does not hold the study that was named. It was asked again for some minutes. Check"
                    + " that the notice names the right archive, and that the study is not hidden from our user there.",
            format = Message.Format.MESSAGE_FORMAT)
    String notThere(String archive);

    @Message(
            id = 601,
            value = "This study cannot be called complete: it has no images at its archive, or is no case of ours.")
    String notToComplete();

    @Message(
            id = 602,
            value = "The configuration in force names no archive {0}. Name it there again, then retry.",
            format = Message.Format.MESSAGE_FORMAT)
    String notConfigured(String archive);

    @Message(
            id = 604,
            value = "The archive's intake lets no such study in. Change it in the configuration, or name the study by a"
                    + " notice first.")
    String notLetIn();
}
