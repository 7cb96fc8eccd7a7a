/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;

/**
 * Takes messages to be sent, in the transaction of what they tell of: what was committed will be sent, what was rolled
 * back will not. The text is written once; each try sends the same bytes under the same MSH-10.
 */
@ApplicationScoped
class OutgoingMessages {
    private final OutgoingTable table;
    private final Work work;
    private final Clock clock;

    @Inject
    OutgoingMessages(OutgoingTable table, Work work, Clock clock) {
        this.table = table;
        this.work = work;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OutgoingMessages() {
        this.table = null;
        this.work = null;
        this.clock = null;
    }

    /** The work's payload. */
    record Send(long messageId) {}

    /** A number for a message that is written by others. */
    long number() {
        return table.number();
    }

    /** @return the message's number */
    long append(Outgoing message) {
        long id = table.number();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String controlId = "OVR" + id;
        return append(message, id, controlId, now, bytes(message, controlId, now));
    }

    /** A message that is written already, under its own MSH-10. */
    long append(Outgoing message, long id, String controlId, Instant now, byte[] raw) {
        table.insert(message, id, controlId, now, raw);
        work.append(WorkItem.now(MessageSend.KIND, message.key(), Lane.LONG, new Send(id)));
        return id;
    }

    /** In the receiver's character set, or in UTF-8 where that set has not all the characters: never with a wrong one. */
    private static byte[] bytes(Outgoing message, String controlId, Instant now) {
        Charset charset = message.profile().charset();
        String text = text(message, controlId, now, charset);
        if (!charset.newEncoder().canEncode(text)) {
            charset = StandardCharsets.UTF_8;
            text = text(message, controlId, now, charset);
        }
        return text.getBytes(charset);
    }

    private static String text(Outgoing message, String controlId, Instant now, Charset charset) {
        SegmentWriter writer = new SegmentWriter();
        writer.header(message.profile(), message.type(), controlId, now, charset);
        return message.segments().apply(writer).text();
    }
}
