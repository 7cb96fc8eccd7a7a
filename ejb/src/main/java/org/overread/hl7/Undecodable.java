/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/** Bytes that are no text in the set they were read by. Says where, in the message's own terms. */
final class Undecodable extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final transient String before;

    /**
     * @param position index of the first such byte
     * @param before the text up to there
     */
    Undecodable(int position, String before) {
        super("byte " + position, null, false, false);
        this.position = position;
        this.before = before;
    }

    int position() {
        return position;
    }

    /** ERR-2: segment, its number and field; empty when the text before is no segment. */
    String location(char separator) {
        String[] lines = before.split("[\r\n]", -1);
        String line = lines[lines.length - 1];
        if (!line.matches("(?s)[A-Z][A-Z0-9]{2}.*")) {
            return "";
        }
        String name = line.substring(0, 3);
        int number = 0;
        for (String each : lines) {
            number += each.startsWith(name) ? 1 : 0;
        }
        long field = line.chars().filter(c -> c == separator).count() + (name.equals("MSH") ? 1 : 0);
        return name + "^" + number + "^" + field;
    }
}
