/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.overread.config.Configuration;
import org.overread.config.Sender;
import org.overread.hl7adapter.api.RawMessage;

/**
 * What can be told about a message without understanding it, and so about every one.
 *
 * @param sender whose message it is, by the configuration in force when it came
 * @param digest SHA-256 without MSH-7
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record Envelope(RawMessage raw, Header header, Sender sender, byte[] digest) {
    private static final int KEY_LIMIT = 199;

    static Envelope of(RawMessage raw, Configuration configuration) {
        Header header = new Header(raw.content());
        String certificate = raw.peerCertificate() == null ? "" : raw.peerCertificate();
        Sender sender = configuration.sender(header.first(3), header.first(4), raw.peerAddress(), certificate);
        return new Envelope(raw, header, sender, header.digest());
    }

    /** The same message as another sender's. */
    Envelope from(Sender other) {
        return new Envelope(raw, header, other, digest);
    }

    /** The whole message that this one, its last part, completes; it is told from others as the part is. */
    Envelope with(byte[] whole) {
        RawMessage joined =
                new RawMessage(whole, raw.connection(), raw.peerAddress(), raw.peerCertificate(), raw.receivedAt());
        return new Envelope(joined, new Header(whole), sender, digest);
    }

    /** To the microsecond, as the database keeps it. */
    Instant receivedAt() {
        return raw.receivedAt().truncatedTo(ChronoUnit.MICROS);
    }

    /** MSH-3 as a stored text: cut to what an index takes, and with nothing that a text column refuses. */
    String application() {
        return storable(header.field(3));
    }

    String facility() {
        return storable(header.field(4));
    }

    String controlId() {
        return storable(header.controlId());
    }

    String type() {
        String code = storable(header.messageCode());
        return header.trigger().isEmpty() ? code : code + "^" + storable(header.trigger());
    }

    /** Whether a repeat of it could be told: it has a control ID, and its key is not cut. */
    boolean hasRepeatKey() {
        return header.present() && !header.controlId().isEmpty() && !hasLongKey();
    }

    boolean hasLongKey() {
        return header.field(3).length() > KEY_LIMIT
                || header.field(4).length() > KEY_LIMIT
                || header.controlId().length() > KEY_LIMIT;
    }

    private static String storable(String text) {
        String cut = text.length() > KEY_LIMIT ? text.substring(0, KEY_LIMIT) : text;
        return cut.indexOf('\0') < 0 ? cut : cut.replace("\0", "");
    }
}
