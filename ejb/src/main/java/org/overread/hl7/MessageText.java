/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import org.overread.shared.Problem;

/**
 * What a message says: patient data throughout.
 *
 * @param charset what its bytes were read by
 * @param readable whether they are text in that set; if not they were read byte by byte, and names are damaged
 * @param text a line for each segment; cut off at {@link #CHARACTERS}
 * @param cut whether text or tree were cut off; the raw message has all of it
 * @param answer what it was answered, as text
 * @param atArchive what dcm4chee would read otherwise, or damage, if it were sent on to it
 */
public record MessageText(
        String charset,
        boolean readable,
        String text,
        boolean cut,
        String answer,
        List<Node> segments,
        List<Problem> atArchive) {
    /** The most of a message that is shown as text. */
    public static final int CHARACTERS = 100_000;

    public MessageText {
        segments = List.copyOf(segments);
        atArchive = List.copyOf(atArchive);
    }

    /**
     * A segment, field, repetition, component or subcomponent.
     *
     * @param place {@code PID}, {@code PID-5}, {@code PID-5.1}, and {@code PID-3(2).1} in a second repetition
     * @param name what the standard calls a segment or field; empty where it has no name
     * @param value what it says, unescaped, where it is not divided further
     * @param parts what it is divided into
     */
    public record Node(String place, String name, String value, List<Node> parts) {
        public Node {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return "Node[" + place + "]";
        }
    }

    @Override
    public String toString() {
        return "MessageText[hidden]";
    }
}
