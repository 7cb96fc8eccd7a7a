/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What messages are looked for by; empty parts match everything.
 *
 * @param kind PATIENT, ACCESSION, PLACER, FILLER or STUDY, with {@code value}; or empty
 * @param value an identifier of that kind
 * @param authority who assigned it, or empty for anybody
 * @param after the place to go on from, or null
 */
public record MessageSearch(
        @Nullable MessageState state,
        String sender,
        String controlId,
        String type,
        String kind,
        String value,
        String authority,
        @Nullable Place after,
        int limit) {

    /** Everything, newest first. */
    public static MessageSearch all(int limit) {
        return new MessageSearch(null, "", "", "", "", "", "", null, limit);
    }

    /** Where a page ended: lists are sorted by time of receipt, then number, newest first. */
    public record Place(Instant receivedAt, long id) {

        /** The text form for {@code cursor}. */
        public String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((receivedAt + " " + id).getBytes(StandardCharsets.UTF_8));
        }

        /** Reads the text form; null when it is none. */
        public static @Nullable Place parse(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                return parts.length == 2 ? new Place(Instant.parse(parts[0]), Long.parseLong(parts[1])) : null;
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                return null;
            }
        }
    }

    @Override
    public String toString() {
        return "MessageSearch[hidden]";
    }
}
