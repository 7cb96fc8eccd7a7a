/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The answer to a message (HL7 v2.5.1, 2.9.2 and 2.9.3; MSA 2.15.8; ERR 2.15.5), in the delimiters, version and character set of
 * the message: the header is echoed as bytes, and our own texts are ASCII, which is the same in every supported set.
 */
final class Acknowledgement {
    static final String ACCEPT = "AA";
    static final String ERROR = "AE";
    static final String REJECT = "AR";

    private static final int TEXT_LIMIT = 80; // MSA-3 before v2.7
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Header request;
    private final boolean apart;
    private final char field;
    private final char component;
    private final String delimiters;

    Acknowledgement(Header request) {
        this(request, false);
    }

    /** @param apart whether the sender's application acknowledgements go on a connection of their own */
    Acknowledgement(Header request, boolean apart) {
        this.request = request;
        this.apart = apart;
        this.field = request.separator();
        this.delimiters = request.delimiters();
        this.component = delimiters.charAt(0);
    }

    /**
     * @param code AA, AE or AR; MSA-1 says it as the message's {@link AnswerMode} wants it
     * @param id a control ID of our own
     * @param faults what is wrong, or with AA what is worth a warning
     */
    byte[] answer(String code, long id, Instant now, List<Fault> faults) {
        AnswerMode mode = AnswerMode.of(request, apart);
        List<Fault> said = mode.follows(code) ? List.of() : faults;
        return text(code, mode.code(code), mode.waits(code), "", id, now, said);
    }

    /**
     * The application acknowledgement as a message of its own: it asks for an accept acknowledgement.
     *
     * @param code AA, AE or AR
     */
    byte[] application(String code, long id, Instant now, List<Fault> faults) {
        return text(code, code, false, "AL", id, now, faults);
    }

    private byte[] text(
            String code, String spoken, boolean waits, String wish, long id, Instant now, List<Fault> faults) {
        StringBuilder text = new StringBuilder(256);
        line(
                text,
                "MSH",
                delimiters,
                request.field(5).isEmpty() && !request.present() ? "OVERREAD" : request.field(5),
                request.field(6),
                request.field(3),
                request.field(4),
                TIME.format(now),
                "",
                type(),
                "OVR" + id,
                request.field(11).isEmpty() ? "P" : request.field(11),
                request.field(12).isEmpty() ? "2.5.1" : request.field(12),
                "",
                "",
                wish,
                wish.isEmpty() ? "" : "NE",
                "",
                request.field(18));
        String said = faults.isEmpty() ? "" : faults.get(0).problem().text();
        line(text, "MSA", spoken, request.controlId(), escape(cut(said, TEXT_LIMIT)));
        for (Fault fault : faults) {
            error(text, fault, code.equals(ACCEPT) ? "W" : "E");
        }
        if (waits) {
            error(text, Fault.of("MSH^1^16", ErrorCode.ACCEPTED, Hl7Messages.MESSAGES.nothingFollows()), "I");
        }
        byte[] narrow = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return request.wide()
                .map(charset -> new String(narrow, StandardCharsets.UTF_8).getBytes(charset))
                .orElse(narrow);
    }

    /** What parts MSH-9. */
    char component() {
        return component;
    }

    /** MSH-9. */
    String type() {
        String trigger = request.trigger();
        return trigger.isEmpty() ? "ACK" : "ACK" + component + trigger + component + "ACK";
    }

    private void error(StringBuilder text, Fault fault, String severity) {
        String location = fault.location().replace('^', component);
        String code = fault.code().number() + "" + component + fault.code().text() + component + "HL70357";
        if (sinceVersion25()) {
            line(
                    text,
                    "ERR",
                    "",
                    location,
                    code,
                    severity,
                    "",
                    "",
                    fault.problem().code(),
                    escape(fault.problem().text()));
        } else if (severity.equals("E")) {
            // ERR-1 of v2.3 and v2.4 has no severity: a warning beside AA stays in MSA-3 alone
            char sub = delimiters.charAt(3);
            String place = location.isEmpty() ? "" + component + component : location;
            line(text, "ERR", place + component + code.replace(component, sub));
        }
    }

    private boolean sinceVersion25() {
        String version = request.version();
        return version.isEmpty() || !request.present() || version.compareTo("2.5") >= 0;
    }

    private void line(StringBuilder text, String segment, String... values) {
        text.append(segment);
        int last = values.length;
        while (last > 0 && values[last - 1].isEmpty()) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            text.append(field).append(values[i]);
        }
        text.append('\r');
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }

    /** HL7 v2.5.1, 2.7: our texts must not break the sender's delimiters; what is not ASCII becomes a question mark. */
    private String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        char escape = delimiters.charAt(2);
        for (char c : text.toCharArray()) {
            int kind = c == field ? 'F' : "SRET".charAt(Math.max(0, Math.min(3, delimiters.indexOf(c))));
            if (c == field || (delimiters.indexOf(c) >= 0 && delimiters.indexOf(c) < 4)) {
                escaped.append(escape).append((char) kind).append(escape);
            } else {
                escaped.append(c >= ' ' && c < 0x7F ? c : '?');
            }
        }
        return escaped.toString();
    }
}
