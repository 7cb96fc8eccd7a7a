/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.overread.config.Configuration;
import org.overread.hl7adapter.api.RawMessage;
import org.overread.order.OrderCommand;

/** Messages of a sender without a profile, and what they ask for. */
final class TranslatedMessages {
    static final Instant RECEIVED = Instant.parse("2026-11-24T10:16:00Z");

    private TranslatedMessages() {}

    static String header(String type) {
        return "MSH|^~\\&|RIS|SITE|HL7RCV|DCM4CHEE|20261124101500||" + type + "|MSG1|P|2.5.1||||||UNICODE UTF-8\r";
    }

    static Act act(String message) {
        RawMessage raw = new RawMessage(message.getBytes(StandardCharsets.UTF_8), "c1", "192.0.2.1", null, RECEIVED);
        return new Translator(Configuration.EMPTY)
                .translate(Envelope.of(raw, Configuration.EMPTY), 1)
                .act();
    }

    static List<OrderCommand> commands(String message) {
        return ((Act.Order) act(message)).request().commands();
    }

    static Fault refused(String message) {
        return ((Act.Refuse) act(message)).fault();
    }
}
