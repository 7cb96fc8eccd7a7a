/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages from 900: why a transfer waits, is quarantined, or cannot be acted upon. */
@MessageBundle(projectCode = "OVR")
public interface TransferMessages {
    TransferMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), TransferMessages.class);

    @Message(id = 900, value = "Archive %s does not hold the study any more, or hides it.")
    String vanished(String archive);

    @Message(id = 901, value = "Destination %s took the objects and does not hold %d of %d of them.")
    String missingThere(String destination, int missing, int instances);

    @Message(id = 902, value = "Destination %s refused %d objects of the study, reason %s.")
    String refusedObjects(String destination, int objects, String reason);

    @Message(id = 903, value = "%d objects cannot be given the issuers that must go with them, and were not sent.")
    String heldBack(int objects);

    @Message(
            id = 904,
            value = "Destination %s cannot be asked what it holds, and the configuration does not accept a mere count.")
    String noProof(String destination);

    @Message(id = 905, value = "Archive %s sent %d objects to %s and holds %d.")
    String exportedFewer(String archive, int accepted, String destination, int instances);

    @Message(
            id = 906,
            value =
                    "The archive's sending to %s ended without an answer, and the destination cannot be asked what it holds.")
    String exportUnproved(String destination);

    @Message(id = 907, value = "Destination %s rests after failures and is asked again soon.")
    String resting(String destination);

    @Message(id = 908, value = "Archive %s rests after failures and is asked again soon.")
    String archiveResting(String archive);

    @Message(id = 909, value = "The server stopped in the middle of this attempt. The next one sends what is missing.")
    String interrupted();

    @Message(id = 910, value = "A failure on our side. See the server's log for its cause.")
    String unforeseen();

    @Message(id = 911, value = "This transfer changed since you read it. Read it again.")
    String changed();

    @Message(id = 912, value = "This transfer is under way or verified: there is nothing to retry.")
    String notRetriable();

    @Message(id = 913, value = "This transfer has ended: there is nothing to cancel.")
    String notCancellable();

    @Message(id = 914, value = "Archive %s changes the study faster than it can be sent.")
    String restless(String archive);

    @Message(id = 915, value = "No such transfer, or not one that you may see.")
    String notFound();

    @Message(id = 916, value = "The configuration names no archive %s or no destination %s any more.")
    String unknownPeer(String archive, String destination);

    @Message(id = 921, value = "%s named an object twice: its list changed while it was read. It is read again.")
    String listChanged(String peer);

    @Message(id = 924, value = "No receipt: the transfer was not verified in that round.")
    String noReceipt();

    @Message(id = 925, value = "The line to %s is closed by its hours; it opens again at %s.")
    String lineClosed(String destination, java.time.Instant opens);

    @Message(id = 922, value = "Destination %s commits to %s of %s objects of the study only.")
    String committedFewer(String destination, int committed, int instances);

    @Message(id = 923, value = "Destination %s has not answered the request for storage commitment within %s s.")
    String commitmentPending(String destination, long seconds);
}
