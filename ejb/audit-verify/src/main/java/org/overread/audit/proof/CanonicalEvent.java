/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an event is hashed: one line of JSON with its place and all that it is searched by, then its PS3.15 message. The
 * database writes it ({@code audit_canonical}); this reads it, and says what it has to be.
 */
public final class CanonicalEvent {
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern BEGIN = Pattern.compile(
            "\\[\"overread\\.audit\\.1\",(\\d{1,9}),(\\d{1,18}),\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z)\",");
    private static final int LONGEST_BEGIN = 80;

    private CanonicalEvent() {}

    /** An event's place and time. */
    public record Head(Place place, Instant at) {}

    /** The line before the message, its end included. */
    public static byte[] line(
            Place place,
            Instant at,
            String event,
            String action,
            int outcome,
            String who,
            String site,
            String subject) {
        return ("[\"overread.audit.1\"," + place.slot() + "," + place.seq() + ",\"" + MICROSECONDS.format(at) + "\","
                        + quoted(event) + "," + quoted(action) + "," + outcome + "," + quoted(who) + ","
                        + quoted(site) + "," + quoted(subject) + "]\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What stands for an event that was gone before it could be sealed. */
    public static byte[] missing(Place place) {
        return ("[\"overread.audit.missing\"," + place.slot() + "," + place.seq() + "]\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads where and when an event says that it was written; empty for anything that is no event. */
    public static Optional<Head> head(byte[] canonical) {
        String begin = new String(canonical, 0, Math.min(canonical.length, LONGEST_BEGIN), StandardCharsets.ISO_8859_1);
        Matcher matcher = BEGIN.matcher(begin);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(new Head(
                new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))),
                Instant.from(MICROSECONDS.parse(matcher.group(3)))));
    }

    /** The PS3.15 message. */
    public static byte[] message(byte[] canonical) {
        int end = 0;
        while (end < canonical.length && canonical[end] != '\n') {
            end++;
        }
        return Arrays.copyOfRange(canonical, Math.min(end + 1, canonical.length), canonical.length);
    }

    /** A JSON string as PostgreSQL's {@code to_json} writes it. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
