/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a receiver answered (MSA, HL7 v2.5.1, 2.15.8). Of its texts nothing is taken but codes: they may quote the patient.
 *
 * @param code MSA-1 in capitals
 * @param controlId MSA-2
 * @param filler ORC-3 of an order response (ORR, ORI), number and authority; empty strings without one
 * @param error ERR-3, before v2.5 ERR-1.4: a number of table 0357, or empty
 */
record Reply(String code, String controlId, String error, Number filler) {
    private static final Set<String> POSITIVE = Set.of("AA", "CA");
    private static final Set<String> NEGATIVE = Set.of("AE", "AR", "CE", "CR");
    private static final Pattern NUMBERS = Pattern.compile("[A-Za-z0-9 ._/-]{0,199}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    /** A number that the receiver gave. One with other characters than numbers have is not taken. */
    record Number(String value, String authority) {
        private static Number of(String value, String authority) {
            return NUMBERS.matcher(value).matches()
                            && NUMBERS.matcher(authority).matches()
                    ? new Number(value, authority)
                    : new Number("", "");
        }
    }

    static Reply of(byte[] answer) {
        Header header = new Header(answer);
        char separator = header.separator();
        String code = "";
        String controlId = "";
        String error = "";
        Number filler = new Number("", "");
        String component = Pattern.quote(header.delimiters().substring(0, 1));
        for (String line : new String(answer, StandardCharsets.ISO_8859_1).split("[\r\n]")) {
            String[] fields = line.split(Pattern.quote(String.valueOf(separator)), -1);
            if (fields[0].equals("MSA") && code.isEmpty()) {
                code = at(fields, 1).strip().toUpperCase(java.util.Locale.ROOT);
                controlId = at(fields, 2).strip();
            } else if (fields[0].equals("ORC") && filler.value().isEmpty()) {
                String[] parts = at(fields, 3).split(component, -1);
                filler = Number.of(at(parts, 0).strip(), at(parts, 1).strip());
            } else if (fields[0].equals("ERR") && error.isEmpty()) {
                String since25 = at(at(fields, 3).split(component, -1), 0);
                error = number(
                        since25.isEmpty()
                                ? at(at(fields, 1).split(component, -1), 3).split("&", 2)[0]
                                : since25);
            }
        }
        return new Reply(code, controlId, error, filler);
    }

    private static String at(String[] parts, int index) {
        return index < parts.length ? parts[index] : "";
    }

    private static String number(String text) {
        return NUMBER.matcher(text).matches() ? text : "";
    }

    /** Whether it is an answer to this message at all. */
    boolean answers(String sent) {
        return controlId.equals(sent) && (positive() || NEGATIVE.contains(code));
    }

    boolean positive() {
        return POSITIVE.contains(code);
    }
}
