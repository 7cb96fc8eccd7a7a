/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.config.Hl7Receiver;

/**
 * A message to be sent.
 *
 * @param receiver {@code sender:NAME} or {@code group:NAME}
 * @param profile the receiver as it is configured now: how the message is written; where it goes is looked up when it goes
 * @param about its ordering key, {@code case:42}: what is sent to one receiver about one case arrives in order
 * @param caseId null for what is of no case
 * @param reportId the report that it carries
 * @param type MSH-9, {@code ORU^R01^ORU_R01}
 * @param segments what follows MSH
 */
record Outgoing(
        String receiver,
        Hl7Receiver profile,
        String site,
        Purpose purpose,
        String about,
        @Nullable Long caseId,
        @Nullable Long reportId,
        String type,
        Function<SegmentWriter, SegmentWriter> segments,
        Set<Identifier> identifiers) {

    /** What a message is for. */
    enum Purpose {
        /** Tells a group's RIS of a case. */
        ORDER,
        /** Brings a report to the RIS that ordered. */
        RESULT,
        /** Tells the RIS that ordered how far an order is. */
        STATUS,
        /** An application acknowledgement. */
        ANSWER,
        /** A stored message for another system. */
        FORWARD
    }

    /** The ordering key of the outbox. */
    String key() {
        return "hl7:" + receiver + ":" + about;
    }

    /** The receiver's name in the configuration. */
    String name() {
        return receiver.substring(receiver.indexOf(':') + 1);
    }
}
