/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages from 1500: what became of HL7 messages of ours, and what is wrong with a report that came. */
@MessageBundle(projectCode = "OVR")
interface SendingMessages {
    SendingMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), SendingMessages.class);

    @Message(id = 1500, value = "The receiver %s cannot be reached. Nothing was sent; it is tried again.")
    String notReached(String receiver);

    @Message(id = 1501, value = "The message was sent and not answered within %s. Whether it was taken is not known.")
    String noAnswer(String time);

    @Message(
            id = 1502,
            value = "The connection was closed before an answer came. Whether the message was taken is not known.")
    String closedUnanswered();

    @Message(
            id = 1503,
            value = "The answer is not to this message, or is none. Whether the message was taken is not known.")
    String otherAnswer();

    @Message(id = 1504, value = "The receiver refused the message: %s, error code %s.")
    String refusedThere(String code, String error);

    @Message(id = 1505, value = "The configuration names no receiver %s any more.")
    String noReceiver(String receiver);

    @Message(id = 1506, value = "The message's content was taken away with its month before it could be sent.")
    String contentGone();

    @Message(id = 1508, value = "The status of the report is none of P, F and C (OBR-25, else OBX-11).")
    String noReportStatus();

    @Message(id = 1509, value = "The encapsulated data is no PDF in base64 (OBX-5 of type ED).")
    String noPdf();

    @Message(
            id = 1510,
            value =
                    "dcm4chee reads another character set than MSH-18 declares: letters other than ASCII are lost there.")
    String archiveDamages();

    @Message(
            id = 1511,
            value =
                    "dcm4chee reads a message without MSH-18 as ISO 8859-1: letters other than ASCII are damaged there.")
    String archiveReadsLatin();

    @Message(id = 1512, value = "dcm4chee makes no worklist item of an order without ZDS or IPC.")
    String archiveWithoutWorklist();

    @Message(
            id = 1513,
            value = "dcm4chee refuses this order control with this order status, unless it is configured for them.")
    String archiveRefusesStatus();

    @Message(id = 1514, value = "dcm4chee does not read the priority in ORC-7: its worklist item is routine.")
    String archiveIgnoresPriority();

    @Message(
            id = 1515,
            value = "dcm4chee merges the patient into another one if the new ID of this change exists there.")
    String archiveMerges();

    @Message(id = 1516, value = "dcm4chee answers AA to a merge without MRG, and merges nothing.")
    String archiveIgnoresMerge();

    @Message(id = 1517, value = "The message is in UTF-16 or UTF-32. It is sent on in UTF-8, and MSH-18 says so.")
    String sentInUtf8();
}
