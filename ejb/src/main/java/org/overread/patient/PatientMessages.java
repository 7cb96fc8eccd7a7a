/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 400 to 499: patient identities. */
@MessageBundle(projectCode = "OVR")
interface PatientMessages {
    PatientMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), PatientMessages.class);

    @Message(id = 400, value = "A patient cannot be merged into itself: PID-3 and MRG-1 are the same identity.")
    String mergeIntoItself();

    @Message(
            id = 401,
            value = "This merge would go in a circle: the identity in PID-3 was merged into the one in MRG-1 before.")
    String circularMerge();

    @Message(
            id = 402,
            value =
                    "The identity in MRG-1 was merged into another patient before. Undo that first, or name that patient.")
    String mergedElsewhere();

    @Message(id = 403, value = "This identity was not merged into another.")
    String notMerged();

    @Message(id = 404, value = "What this merge moved is not known any more: it was too long ago.")
    String mergeNotKept();

    @Message(id = 405, value = "The patient was changed meanwhile. Read it again.")
    String changed();

    @Message(id = 406, value = "There is no such patient.")
    String notFound();
}
