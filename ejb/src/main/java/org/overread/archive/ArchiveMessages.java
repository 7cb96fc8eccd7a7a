/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.Message.Format;
import org.jboss.logging.annotations.MessageBundle;

/**
 * Messages 1700 to 1799: what goes wrong with an archive or a destination. The peer's own words are never repeated:
 * they may hold patient data.
 */
@MessageBundle(projectCode = "OVR")
interface ArchiveMessages {
    ArchiveMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ArchiveMessages.class);

    @Message(id = 1700, value = "{0} cannot be reached.", format = Format.MESSAGE_FORMAT)
    String unreachable(String peer);

    @Message(id = 1701, value = "{0} gave no sign for {1} seconds.", format = Format.MESSAGE_FORMAT)
    String silent(String peer, long seconds);

    @Message(id = 1702, value = "{0} broke off in the middle of its answer.", format = Format.MESSAGE_FORMAT)
    String brokenOff(String peer);

    @Message(id = 1703, value = "{0} failed inside (HTTP status {1}).", format = Format.MESSAGE_FORMAT)
    String failedInside(String peer, int status);

    @Message(
            id = 1704,
            value = "{0} does not accept the credentials it was given (HTTP status {1}).",
            format = Format.MESSAGE_FORMAT)
    String unauthorized(String peer, int status);

    @Message(id = 1705, value = "{0} refuses the request (HTTP status {1}).", format = Format.MESSAGE_FORMAT)
    String refused(String peer, int status);

    @Message(id = 1706, value = "What answers for {0} does not speak DICOMweb.", format = Format.MESSAGE_FORMAT)
    String noDicomWeb(String peer);

    @Message(id = 1707, value = "{0} does not hold this, or not any more, or hides it.", format = Format.MESSAGE_FORMAT)
    String notThere(String peer);

    @Message(
            id = 1708,
            value = "{0} gives the same page again and again: its list of instances proves nothing.",
            format = Format.MESSAGE_FORMAT)
    String cannotPage(String peer);

    @Message(id = 1709, value = "The archive does not know its AE title {0}.", format = Format.MESSAGE_FORMAT)
    String unknownOwnAe(String aet);

    @Message(id = 1710, value = "{0} does not know the AE title {1}.", format = Format.MESSAGE_FORMAT)
    String unknownAe(String archive, String aet);

    @Message(
            id = 1711,
            value = "{0} says that it is done and sent nothing: it does not hold the study, or hides it.",
            format = Format.MESSAGE_FORMAT)
    String nothingToSend(String archive);

    @Message(id = 1712, value = "{0} could not connect to the AE {1}.", format = Format.MESSAGE_FORMAT)
    String aeUnreachable(String archive, String aet);

    @Message(
            id = 1713,
            value = "{0} gave no clear answer: it may have stored what was sent, or some of it.",
            format = Format.MESSAGE_FORMAT)
    String unclear(String peer);

    @Message(
            id = 1714,
            value = "The connection to {0} ended while it was being sent to: it may have stored some of it.",
            format = Format.MESSAGE_FORMAT)
    String cutWhileSending(String peer);

    @Message(id = 1715, value = "{0} cannot take anything just now (HTTP status {1}).", format = Format.MESSAGE_FORMAT)
    String busy(String peer, int status);

    @Message(
            id = 1716,
            value = "The address of {0} is none that can be called: it has to be an http or https URL.",
            format = Format.MESSAGE_FORMAT)
    String badAddress(String peer);

    @Message(id = 1717, value = "The configuration has no {0} of this name.", format = Format.MESSAGE_FORMAT)
    String unknownName(String kind);

    @Message(
            id = 1718,
            value = "{0} cannot do this: it is no {1} in the configuration.",
            format = Format.MESSAGE_FORMAT)
    String wrongKind(String peer, String kind);

    @Message(id = 1719, value = "The server holds no secret {1} for {0}.", format = Format.MESSAGE_FORMAT)
    String noSecret(String peer, String secret);

    @Message(
            id = 1720,
            value = "{0} gave an instance twice over two pages: its list changed meanwhile, or has no order.",
            format = Format.MESSAGE_FORMAT)
    String unstable(String peer);

    @Message(
            id = 1721,
            value = "The AE {0} refuses the request for storage commitment.",
            format = Format.MESSAGE_FORMAT)
    String noCommitment(String aeTitle);

    @Message(id = 1722, value = "{0} is at a link-local address, which is not called.", format = Format.MESSAGE_FORMAT)
    String linkLocal(String peer);
}
