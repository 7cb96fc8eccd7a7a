/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 800 to 899. */
@MessageBundle(projectCode = "OVR")
interface ReadingMessages {
    ReadingMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ReadingMessages.class);

    @Message(
            id = 800,
            value = "A case that is {0} cannot become {1}. Load it again to see what it is now.",
            format = Message.Format.MESSAGE_FORMAT)
    String illegalMove(CaseState from, CaseState to);

    @Message(id = 801, value = "There is no such case that you may see.")
    String notFound();

    @Message(
            id = 802,
            value = "{0} was faster and reads this case now. Take the next one.",
            format = Message.Format.MESSAGE_FORMAT)
    String claimedBy(String reader);

    @Message(
            id = 803,
            value = "This case is {0} and cannot be claimed. Only an available case can.",
            format = Message.Format.MESSAGE_FORMAT)
    String notClaimable(CaseState state);

    @Message(id = 804, value = "This case was changed since you loaded it. Load it again, then decide.")
    String changed();

    @Message(id = 805, value = "This case is held. A coordinator has to resume it first.")
    String held();

    @Message(
            id = 806,
            value = "This case is {0} and cannot be released. Only a case that is being read can.",
            format = Message.Format.MESSAGE_FORMAT)
    String notReleasable(CaseState state);

    @Message(id = 807, value = "This cursor is not one of ours. Start again with the first page.")
    String badCursor();
}
