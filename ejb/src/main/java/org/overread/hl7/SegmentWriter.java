/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.overread.config.Hl7Receiver;

/** Writes messages of ours, segment by segment, in the usual delimiters; each value is escaped (HL7 v2.5.1, 2.7). */
final class SegmentWriter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private final StringBuilder text = new StringBuilder(512);

    /** MSH (2.15.9). */
    SegmentWriter header(Hl7Receiver to, String type, String controlId, Instant at, Charset charset) {
        boolean enhanced = to.mode() == Hl7Receiver.Mode.ENHANCED;
        return segment("MSH")
                .raw(2, "^~\\&")
                .set(3, to.ownApplication())
                .set(4, to.ownFacility())
                .set(5, to.application())
                .set(6, to.facility())
                .set(7, time(at))
                .raw(9, to.version().compareTo("2.5") < 0 ? type.substring(0, type.lastIndexOf('^')) : type)
                .set(10, controlId)
                .set(11, "P")
                .set(12, to.version())
                .set(15, enhanced ? "AL" : "")
                .set(16, enhanced ? "NE" : "")
                .set(18, declared(charset))
                .end();
    }

    Segment segment(String name) {
        return new Segment(name);
    }

    String text() {
        return text.toString();
    }

    /** One segment being written: fields in any order. */
    final class Segment {
        private final String name;
        private final TreeMap<Integer, String> fields = new TreeMap<>();

        private Segment(String name) {
            this.name = name;
        }

        /** A field with the text as its only component. */
        Segment set(int field, String value) {
            return raw(field, escape(value));
        }

        /** A field by its components. */
        Segment set(int field, String... components) {
            return raw(field, components(components));
        }

        /** A field whose delimiters mean themselves. */
        Segment raw(int field, String value) {
            if (!value.isEmpty()) {
                fields.put(field, value);
            }
            return this;
        }

        SegmentWriter end() {
            text.append(name);
            int first = name.equals("MSH") ? 1 : 0; // MSH-1 is the separator itself
            int last = fields.isEmpty() ? 0 : fields.lastKey();
            for (int i = first + 1; i <= last; i++) {
                text.append('|').append(fields.getOrDefault(i, ""));
            }
            text.append('\r');
            return SegmentWriter.this;
        }
    }

    /** Components, without the empty ones at the end. */
    static String components(String... values) {
        int last = values.length;
        while (last > 0 && values[last - 1].isEmpty()) {
            last--;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < last; i++) {
            joined.append(i == 0 ? "" : "^").append(escape(values[i]));
        }
        return joined.toString();
    }

    /** The parts of one component, escaped. */
    static String subcomponents(String... values) {
        return components(values).replace('^', '&');
    }

    /** Parts as we keep them, without the empty ones at the end and with nothing in them that parts. */
    static String plain(String... values) {
        String[] clean = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            clean[i] = values[i].replaceAll("[\\^\\p{Cntrl}]", " ");
        }
        return String.join("^", clean).replaceAll("\\^+$", "");
    }

    /** A name in DICOM's form (PS3.5, 6.2.1) as XPN: each component group is a repetition with its representation. */
    static String xpn(String name) {
        String[] groups = name.split("=", -1);
        StringBuilder repetitions = new StringBuilder();
        for (int i = 0; i < Math.min(3, groups.length); i++) {
            if (groups[i].isEmpty()) {
                continue;
            }
            String[] parts = groups[i].split("\\^", -1);
            // DICOM: family, given, middle, prefix, suffix; HL7: family, given, middle, suffix, prefix
            String[] all = {
                part(parts, 0),
                part(parts, 1),
                part(parts, 2),
                part(parts, 4),
                part(parts, 3),
                "",
                "",
                groups.length > 1 ? "AIP".substring(i, i + 1) : ""
            };
            repetitions.append(repetitions.length() == 0 ? "" : "~").append(components(all));
        }
        return repetitions.toString();
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index] : "";
    }

    static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    static String date(@Nullable LocalDate date) {
        return date == null ? "" : DATE.format(date);
    }

    /** What MSH-18 calls a character set (table 0211). */
    static String declared(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return "UNICODE UTF-8";
        }
        String name = charset.name();
        if (name.startsWith("ISO-8859-")) {
            return "8859/" + name.substring(9);
        }
        return name.equals("US-ASCII") ? "ASCII" : name;
    }

    /** A line break inside a value becomes {@code \.br\}; other control characters are left out. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '~' -> escaped.append("\\R\\");
                case '\\' -> escaped.append("\\E\\");
                case '&' -> escaped.append("\\T\\");
                case '\n' -> escaped.append("\\.br\\");
                default -> {
                    if (c >= ' ' || c == '\t') {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
