/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.ArrayList;
import java.util.List;

/** Segments that go on in the next line (HL7 v2.5.1, 2.10.2.1 and 2.15.2, ADD): made whole before anything is read. */
final class Continuation {
    private static final String NAME = "ADD";

    private Continuation() {}

    /** @param lines segments that end with CR */
    static String joined(String lines, char separator) {
        if (!lines.contains("\r" + NAME)) {
            return lines;
        }
        List<StringBuilder> whole = new ArrayList<>();
        for (String line : lines.split("\r")) {
            boolean goesOn = line.startsWith(NAME + separator) || line.equals(NAME);
            if (goesOn && !whole.isEmpty()) {
                // ADD-1 is the rest of the field in which the segment was cut
                whole.get(whole.size() - 1).append(line.substring(Math.min(line.length(), NAME.length() + 1)));
            } else if (!line.isBlank()) {
                whole.add(new StringBuilder(line));
            }
        }
        return String.join("\r", whole) + "\r";
    }
}
