/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.overread.config.Hl7Receiver;
import org.overread.config.Sender;

/**
 * The application acknowledgements of HL7's enhanced mode (v2.5.1, 2.9.3.2), for senders whose profile names where they go.
 * Each is written in the message's own transaction and sent like any message of ours, until the sender has accepted it.
 */
@Dependent
class BackChannel {
    private final OutgoingMessages outgoing;
    private final Clock clock;

    @Inject
    BackChannel(OutgoingMessages outgoing, Clock clock) {
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /** Says what became of a message, if its sender wants to be told on a connection of its own. */
    void answer(StoredMessage message) {
        Sender sender = message.envelope().sender();
        Hl7Receiver to = sender.acknowledgements();
        String code = message.verdict().acknowledgement();
        if (to == null || !AnswerMode.of(message.envelope()).follows(code)) {
            return;
        }
        Acknowledgement acknowledgement = new Acknowledgement(message.envelope().header(), true);
        long id = outgoing.number();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] raw =
                acknowledgement.application(code, id, now, message.verdict().told());
        Outgoing answer = new Outgoing(
                "answers:" + sender.name(),
                to,
                sender.site(),
                Outgoing.Purpose.ANSWER,
                "message:" + message.id(),
                null,
                null,
                acknowledgement.type().replace(acknowledgement.component(), '^'),
                w -> w,
                message.identifiers());
        outgoing.append(answer, id, "OVR" + id, now, raw);
    }
}
