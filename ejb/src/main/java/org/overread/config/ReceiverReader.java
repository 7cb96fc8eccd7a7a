/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** Reads where HL7 messages are sent. */
final class ReceiverReader {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMinutes(10);

    private ReceiverReader() {}

    static Sender.Results results(Section s) {
        return new Sender.Results(receiver(s), s.oneOf("status", Sender.StatusForm.class));
    }

    /** An application acknowledgement asks for an accept acknowledgement (HL7 v2.5.1, 2.9.3.2). */
    static Hl7Receiver acknowledgements(Section s) {
        return receiver(s, Hl7Receiver.Mode.ENHANCED);
    }

    static Hl7Receiver receiver(Section s) {
        return receiver(s, Hl7Receiver.Mode.ORIGINAL);
    }

    private static Hl7Receiver receiver(Section s, Hl7Receiver.Mode usual) {
        String host = s.required("host").strip();
        if (s.has("host") && !host.matches("[A-Za-z0-9]([A-Za-z0-9._:-]{0,252})")) {
            s.wrong("host", ConfigMessages.MESSAGES.badHost());
        }
        s.required("port");
        return new Hl7Receiver(
                host,
                (int) s.number("port", 2575, 1, 65_535),
                s.flag("tls", false),
                s.text("application", "", 180),
                s.text("facility", "", 180),
                s.text("ownApplication", "OVERREAD", 180),
                s.text("ownFacility", "", 180),
                version(s),
                s.charset("charset", StandardCharsets.UTF_8),
                Objects.requireNonNullElse(s.oneOf("mode", Hl7Receiver.Mode.class), usual),
                s.number("release", 1, 1, 2) == 2,
                s.duration("connectTimeout", Duration.ofSeconds(10), LEAST, MOST),
                s.duration("answerTimeout", Duration.ofSeconds(30), LEAST, MOST),
                Objects.requireNonNullElse(s.oneOf("inDoubt", Hl7Receiver.InDoubt.class), Hl7Receiver.InDoubt.RESEND),
                (int) s.number("resends", 12, 0, 10_000),
                (int) s.number("parallel", 1, 1, 16));
    }

    private static String version(Section s) {
        String version = s.text("version", "2.5.1").strip();
        if (!version.matches("2\\.(3\\.1|4|5|5\\.1|6|7|7\\.1|8|8\\.1|8\\.2|9)")) {
            s.wrong("version", ConfigMessages.MESSAGES.notOneOf("2.3.1, 2.4, 2.5, 2.5.1, 2.6, 2.7, 2.8, 2.9"));
        }
        return version;
    }

    static Group.Hl7 hl7(Section s) {
        return new Group.Hl7(
                s.required("sender"), s.has("orders") ? s.section("orders", ReceiverReader::orders) : null);
    }

    private static Group.Orders orders(Section s) {
        return new Group.Orders(
                receiver(s), Objects.requireNonNullElse(s.oneOf("form", Group.Form.class), Group.Form.ORM));
    }
}
