/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What an operator is told. Never a byte of a message: connection numbers, addresses, sizes and causes only. */
@MessageLogger(projectCode = "OVR")
@ValidIdRange(min = 2000, max = 2099)
interface MllpLog extends BasicLogger {
    MllpLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), MllpLog.class, "org.overread.hl7adapter");

    @LogMessage(level = INFO)
    @Message(id = 2000, value = "MLLP is open on %s, port %d (%s).")
    void listening(String host, int port, String kind);

    @LogMessage(level = INFO)
    @Message(id = 2001, value = "MLLP is closed on %s, port %d (%s).")
    void closed(String host, int port, String kind);

    @LogMessage(level = INFO)
    @Message(id = 2002, value = "MLLP stays closed until the application can take messages.")
    void waitingForApplication();

    @LogMessage(level = ERROR)
    @Message(id = 2003, value = "MLLP cannot open %s, port %d (%s): %s. It is tried again every %s.")
    void cannotBind(String host, int port, String kind, String cause, Duration retry);

    @LogMessage(level = ERROR)
    @Message(id = 2004, value = "MLLP over TLS stays closed: %s")
    void tlsUnusable(String cause);

    @LogMessage(level = WARN)
    @Message(id = 2005, value = "Connection %s from %s refused: %d MLLP connections are open, the most allowed.")
    void tooManyConnections(String connection, String peer, int limit);

    @LogMessage(level = WARN)
    @Message(
            id = 2006,
            value = "Connection %s from %s closed, nothing answered: its frame is larger than the %d bytes allowed.")
    void frameTooLarge(String connection, String peer, int limit);

    @LogMessage(level = WARN)
    @Message(
            id = 2007,
            value = "Connection %s from %s closed, nothing answered: unfinished frames of all connections fill the %d"
                    + " bytes allowed.")
    void framesTooLarge(String connection, String peer, long limit);

    @LogMessage(level = INFO)
    @Message(id = 2008, value = "Connection %s from %s closed: nothing came for %s.")
    void idle(String connection, String peer, Duration time);

    @LogMessage(level = WARN)
    @Message(
            id = 2009,
            value = "Connection %s from %s closed, nothing answered: its frame of %d bytes so far was not finished in"
                    + " time.")
    void frameUnfinished(String connection, String peer, int bytes);

    @LogMessage(level = WARN)
    @Message(id = 2010, value = "Connection %s from %s sends bytes between its frames. They are ignored.")
    void strayBytes(String connection, String peer);

    @LogMessage(level = WARN)
    @Message(
            id = 2011,
            value = "Connection %s from %s began a new frame inside one of %d bytes that had no end. The unfinished one"
                    + " is dropped, not answered.")
    void frameAbandoned(String connection, String peer, int bytes);

    @LogMessage(level = WARN)
    @Message(id = 2012, value = "Connection %s from %s ended inside a frame of %d bytes so far. It is dropped.")
    void endedInsideFrame(String connection, String peer, int bytes);

    @LogMessage(level = WARN)
    @Message(id = 2013, value = "TLS handshake of connection %s from %s failed: %s.")
    void handshakeFailed(String connection, String peer, String cause);

    @LogMessage(level = WARN)
    @Message(id = 2014, value = "A delivery of %d messages was not committed (%s). Each of them is delivered alone.")
    void batchFailed(int messages, String cause);

    @LogMessage(level = ERROR)
    @Message(
            id = 2015,
            value =
                    "A message of connection %s from %s was not committed (%s). The connection is closed with no answer,"
                            + " so that the sender sends it again.")
    void messageFailed(String connection, String peer, String cause);

    @LogMessage(level = WARN)
    @Message(
            id = 2016,
            value =
                    "%d messages were still in work %s after MLLP was told to stop. Their connections are closed with no"
                            + " answer.")
    void stoppedWithMessagesInWork(long messages, Duration time);

    @LogMessage(level = WARN)
    @Message(
            id = 2017,
            value = "%d messages wait for delivery, the most allowed. Reading from MLLP connections pauses.")
    void queueFull(int messages);

    @LogMessage(level = WARN)
    @Message(id = 2018, value = "Connection %s from %s closed: it does not read its answer.")
    void answerNotRead(String connection, String peer);

    @LogMessage(level = INFO)
    @Message(id = 2019, value = "Connection %s from %s sent an empty frame. It is ignored.")
    void emptyFrame(String connection, String peer);

    @Message(id = 2020, value = "The setting %s does not hold %s.")
    String badSetting(String name, String wanted);

    @Message(id = 2021, value = "The MLLP listener's method must run in a transaction of the container.")
    String notTransacted();

    @Message(
            id = 2022,
            value = "client certificates are needed but no truststore is set (overread.mllp.tls.truststore, or"
                    + " overread.mllp.tls.client-auth=none)")
    String noTruststore();

    @Message(id = 2023, value = "the %s cannot be read (%s)")
    String unreadableStore(String which, String cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 2024,
            value =
                    "Connection %s from %s did not keep our answer (MLLP Release 2, 0x15); the message itself was taken.")
    void answerNotCommitted(String connection, String peer);

    @LogMessage(level = ERROR)
    @Message(
            id = 2025,
            value =
                    "A message of connection %s from %s was not committed (%s). Its sender is told so (MLLP Release 2, 0x15)"
                            + " on the open connection, so that it sends it again.")
    void messageRefused(String connection, String peer, String cause);
}
