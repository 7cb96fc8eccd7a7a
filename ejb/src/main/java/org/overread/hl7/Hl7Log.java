/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages 1422 to 1424, 1430, 1444, 1445 and 1447: what an operator sees of the HL7 intake. */
@MessageLogger(projectCode = "OVR")
interface Hl7Log extends BasicLogger {
    Hl7Log LOG = Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), Hl7Log.class, "org.overread.hl7");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1422, value = "An HL7 message failed for a reason of ours: %s")
    void messageFailed(String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1423, value = "An HL7 message failed three times and is kept as failed, number %s")
    void messageKept(long id);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1424, value = "HL7 message %s was sent through again as %s by %s: %s")
    void replayed(long id, long as, String user, String state);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1430,
            value = "Old repeat keys of HL7 messages could not be taken away, trying again in an hour. Cause: %s")
    void repeatsNotPruned(String cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1444, value = "HL7 messages of %s were taken away: their time to be kept is over")
    void monthDropped(String month);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1445,
            value = "A month of old HL7 messages could not be taken away, trying again in an hour. Cause: %s")
    void monthNotDropped(String cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1447, value = "What %s HL7 messages of %s said was taken away: their sites' time to be kept is over")
    void monthErased(long messages, String month);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1507, value = "%s cannot be reached or does not answer, %s times in a row; it rests for %s s")
    void receiverRests(String peer, int failures, long seconds);
}
