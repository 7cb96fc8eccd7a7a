/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages 1400 to 1421, and from 1425 on: what an answer to an HL7 message says. Shown to senders, so never with patient data. */
@MessageBundle(projectCode = "OVR")
interface Hl7Messages {
    Hl7Messages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), Hl7Messages.class);

    @Message(id = 1400, value = "This is no HL7 v2 message: it does not begin with an MSH segment.")
    String noHeader();

    @Message(id = 1401, value = "A required value is missing: %s.")
    String missing(String place);

    @Message(id = 1402, value = "This HL7 version is not supported. Versions 2.1 to 2.9 are.")
    String unknownVersion();

    @Message(id = 1403, value = "The character set in MSH-18 is not supported.")
    String unknownCharacterSet();

    @Message(id = 1404, value = "Byte %d of the message is no text in its character set (MSH-18).")
    String notInItsCharacterSet(int place);

    @Message(id = 1405, value = "The message holds a NUL character.")
    String nulCharacter();

    @Message(id = 1406, value = "The message has a line that is no segment.")
    String noSegment();

    @Message(id = 1407, value = "One frame holds one message, and this one has two MSH segments.")
    String twoMessages();

    @Message(id = 1408, value = "The message cannot be parsed.")
    String notParsed();

    @Message(id = 1409, value = "A value is too long: %s.")
    String tooLong(String place);

    @Message(id = 1410, value = "Order control %s with order status %s is not mapped.")
    String unmappedOrderControl(String control, String status);

    @Message(id = 1411, value = "This is no DICOM UID: %s.")
    String noUid(String place);

    @Message(id = 1412, value = "The priority is not one of table 0485 and was taken as routine.")
    String unknownPriority();

    @Message(id = 1413, value = "Messages of this type are not handled.")
    String unhandledType();

    @Message(id = 1414, value = "Messages of this trigger event are not handled.")
    String unhandledEvent();

    @Message(id = 1415, value = "A message with this control ID and other content came before. Both were taken.")
    String controlIdReused();

    @Message(id = 1416, value = "The message could not be processed for a reason of ours. It is kept for a person.")
    String ownFailure();

    @Message(id = 1417, value = "The notice names no study that can be looked at in a configured archive.")
    String noticeWithoutStudy();

    @Message(id = 1418, value = "The patient was merged into another before. The details of that one are left alone.")
    String mergedPatient();

    @Message(
            id = 1419,
            value = "Only a message that was refused, failed or ignored can be sent through again as it is.")
    String notReplayable();

    @Message(id = 1420, value = "The message failed again for a reason of ours. The server's log has more.")
    String replayFailed();

    @Message(
            id = 1421,
            value = "Only an integrator or administrator with the role overread-raw-hl7 sees what messages say.")
    String integratorsOnly();

    @Message(id = 1425, value = "The message is larger than the %d bytes that this sender's profile allows.")
    String tooManyBytes(int most);

    @Message(id = 1426, value = "The message has more than the %d segments that this sender's profile allows.")
    String tooManySegments(int most);

    @Message(id = 1427, value = "The sender's profile ignores this order control. Nothing was done.")
    String ignoredByProfile();

    @Message(id = 1428, value = "There is no sender profile of that name in the document.")
    String noSuchProfile();

    @Message(id = 1429, value = "The MLLP port takes no connections yet, or not any more.")
    String notListening();

    @Message(id = 1431, value = "The message is understood. It changes nothing here.")
    String nothingToDo();

    @Message(id = 1432, value = "The search takes too long. Narrow it by a time, an identifier or a state.")
    String searchTooLong();

    @Message(id = 1433, value = "Only a message that came in can be sent through again.")
    String notIncoming();

    @Message(id = 1434, value = "The value of %s is no whole date or time. It was not taken.")
    String noTime(String place);

    @Message(id = 1435, value = "The birth date in PID-7 lies ahead of the message. It was not taken.")
    String birthDateAhead();

    @Message(
            id = 1436,
            value =
                    "The event in MSH-9 is no merge, and MRG-1 names another identity. A merge is an ADT^A40: send that.")
    String mergeInAnotherEvent();

    @Message(id = 1437, value = "The message is a part of another one (MSH-14, DSC-1), and cannot be read by itself.")
    String partOfAMessage();

    @Message(
            id = 1438,
            value = "This answer says what became of the message. No application acknowledgement follows it.")
    String nothingFollows();

    @Message(id = 1439, value = "A patient cannot be linked with itself: both PID-3 are the same identity.")
    String linkWithItself();

    @Message(
            id = 1440,
            value =
                    "The ORC and OBR of this message make no order, and its MSH-9 says none. Only the patient was taken.")
    String noOrderInRegistration();

    @Message(
            id = 1441,
            value = "The part before this one (MSH-14) is not here. Send the message again from its first part.")
    String partBeforeMissing();

    @Message(id = 1442, value = "A part of a message. It is kept, and does nothing until the last part is here.")
    String partKept();

    @Message(
            id = 1443,
            value = "Only a message that came in, has an MSH and is not cut within a character can be forwarded.")
    String notForwardable();

    @Message(
            id = 1446,
            value = "What this message said is not kept any more: its site's time for that is over (retention).")
    String contentGone();

    @Message(id = 1448, value = "A component of the message has too many subcomponents.")
    String tooManySubcomponents();
}
