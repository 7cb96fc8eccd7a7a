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

    @Message(id = 808, value = "This study has an order already. Part the two first.")
    String linkedAlready();

    @Message(id = 809, value = "This study has no order.")
    String notLinked();

    @Message(
            id = 810,
            value =
                    "The order and the images are of two patients, so nothing was linked. Have the hospital merge them, or"
                            + " the images corrected at the archive, then look again.")
    String twoPatients();

    @Message(
            id = 811,
            value = "The identities do not tell that both are of one patient. Compare name and birth date, then send it"
                    + " again with confirm.")
    String unsureIdentity();

    @Message(
            id = 812,
            value = "The case of both is {0}. It can be parted only while nobody reads it; have it released first.",
            format = Message.Format.MESSAGE_FORMAT)
    String beingRead(CaseState state);

    @Message(id = 813, value = "This order is not suggested for this study any more. Load the list again.")
    String notSuggested();

    @Message(id = 814, value = "This decision was taken back before, or things have moved on since. Decide anew.")
    String notToUndo();

    @Message(id = 815, value = "An order that was cancelled or discontinued takes no images.")
    String orderEnded();

    @Message(
            id = 816,
            value = "This case is {0}, and what you asked for cannot be done with it now. Load it again.",
            format = Message.Format.MESSAGE_FORMAT)
    String notNow(CaseState state);

    @Message(
            id = 817,
            value = "{0} was faster and changed this case. Load it again, then decide.",
            format = Message.Format.MESSAGE_FORMAT)
    String changedBy(String who);

    @Message(id = 818, value = "No group further out may have a case of this site. Name a group, or ask a coordinator.")
    String nobodyFurtherOut();

    @Message(
            id = 819,
            value = "Group {0} cannot have this case: {1}. Choose another.",
            format = Message.Format.MESSAGE_FORMAT)
    String groupMayNot(String group, String why);

    @Message(id = 820, value = "{0} holds this case already. Resume it first.", format = Message.Format.MESSAGE_FORMAT)
    String heldBy(String who);

    @Message(id = 821, value = "This case is not held. Load it again.")
    String notHeld();

    @Message(id = 822, value = "A hold ends in the future, within 30 days. Give it another end, or none.")
    String badEnd();

    @Message(
            id = 823,
            value = "{0} is no reader of group {1}. Choose a colleague of the group that has the case.",
            format = Message.Format.MESSAGE_FORMAT)
    String noColleague(String reader, String group);

    @Message(id = 824, value = "The priority is that already. Load the case again.")
    String samePriority();

    @Message(id = 825, value = "There is no such question that is asked of you, or it was answered before.")
    String noQuestion();

    @Message(id = 826, value = "The configuration has no reader and no group of that name. Name one of the two.")
    String nobodyToAsk();

    @Message(id = 827, value = "You see this case already. Act on it as usual.")
    String seenAlready();

    @Message(id = 828, value = "There is no replay of that number.")
    String noSuchReplay();
}
