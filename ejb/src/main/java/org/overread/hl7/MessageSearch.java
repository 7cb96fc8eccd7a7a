/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What messages are looked for by; empty parts match everything.
 *
 * @param states how they ended
 * @param direction {@code in} or {@code out}
 * @param sender name of the sender's profile
 * @param type MSH-9 as sent, {@code ORM^O01}, or its beginning, {@code ORM}
 * @param controlId MSH-10
 * @param problem the message id of what was wrong, {@code OVR001410}
 * @param since received then or later
 * @param until received before
 * @param named an identifier that the message names; null for any
 * @param after the place to go on from, or null
 */
public record MessageSearch(
        Set<MessageState> states,
        String direction,
        String sender,
        String type,
        String controlId,
        String problem,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Named named,
        @Nullable Place after,
        int limit) {
    public MessageSearch {
        states = states.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(states));
    }

    /** Everything, newest first. */
    public static MessageSearch all(int limit) {
        return new MessageSearch(Set.of(), "", "", "", "", "", null, null, null, null, limit);
    }

    /** The messages that name this, newest first. */
    public static MessageSearch naming(Named named, @Nullable Place after, int limit) {
        return new MessageSearch(Set.of(), "", "", "", "", "", null, null, named, after, limit);
    }

    /**
     * One identifier.
     *
     * @param kinds of PATIENT, ACCESSION, PLACER, FILLER, STUDY: which it may be
     * @param authority who assigned it, or empty for anybody
     */
    public record Named(List<String> kinds, String value, String authority) {
        private static final List<String> ANY = List.of("PATIENT", "ACCESSION", "PLACER", "FILLER", "STUDY");

        public Named {
            kinds = List.copyOf(kinds);
        }

        public static Named of(String kind, String value, String authority) {
            return new Named(List.of(kind), value, authority);
        }

        /** Whatever it is. */
        public static Named anything(String value) {
            return new Named(ANY, value, "");
        }

        @Override
        public String toString() {
            return "Named" + kinds;
        }
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
