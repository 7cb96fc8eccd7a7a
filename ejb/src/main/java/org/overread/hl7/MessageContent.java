/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.overread.shared.OverreadException;

/** The bytes of a message that was found for its caller before; they go back in, and to nobody. */
@Dependent
class MessageContent {
    private final Jdbi jdbi;

    @Inject
    MessageContent(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @throws OverreadException a conflict, once its site's time to be kept was over */
    byte[] of(MessageView message) {
        byte[] content = jdbi.withHandle(
                h -> h.createQuery("select codec, raw from message where id = :id and received_at = :at")
                        .bind("id", message.id())
                        .bind("at", message.receivedAt().atOffset(ZoneOffset.UTC))
                        .map((row, context) -> Packed.read(row))
                        .one());
        if (content.length == 0) { // none comes in empty
            throw OverreadException.conflict(Hl7Messages.MESSAGES.contentGone());
        }
        return content;
    }
}
