/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.nio.charset.Charset;
import java.time.Duration;

/**
 * Where HL7 messages of ours are sent: by MLLP, one message and its answer at a time on each connection.
 *
 * @param host name or address
 * @param tls whether the connection is encrypted, with the keys of our own MLLP port
 * @param application MSH-5 of what is sent
 * @param facility MSH-6
 * @param ownApplication MSH-3
 * @param ownFacility MSH-4
 * @param version MSH-12
 * @param charset of the message; MSH-18 says which
 * @param mode which answer is asked for
 * @param release2 whether it speaks MLLP Release 2, with a commit acknowledgement before each answer
 * @param connectTimeout for reaching it, a TLS handshake included
 * @param answerTimeout from the message's last byte to its answer's; then the connection is closed
 * @param inDoubt what happens after a message was sent and no answer to it came
 * @param resends how often in a row it is sent again before it is listed as in doubt
 * @param parallel connections at a time; messages of one case keep their order whatever their number
 */
public record Hl7Receiver(
        String host,
        int port,
        boolean tls,
        String application,
        String facility,
        String ownApplication,
        String ownFacility,
        String version,
        Charset charset,
        Mode mode,
        boolean release2,
        Duration connectTimeout,
        Duration answerTimeout,
        InDoubt inDoubt,
        int resends,
        int parallel) {

    /** Host and port, as shown beside a message. */
    public String address() {
        return host + ":" + port;
    }

    /** HL7 v2.5.1, 2.9: which acknowledgement ends a message. */
    public enum Mode {
        /** MSH-15 and MSH-16 empty: one answer, AA, AE or AR. */
        ORIGINAL,
        /** MSH-15 AL, MSH-16 NE: the accept acknowledgement alone, CA, CE or CR; CA means that it is in safe storage. */
        ENHANCED
    }

    /** A message may have been taken, and nobody knows. */
    public enum InDoubt {
        /** It is sent again under the same MSH-10, by which a receiver knows a repeat. */
        RESEND,
        /** It is listed at once, and a person finds out: for receivers that take a repeat for news. */
        LIST
    }
}
