/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in an HL7 message, {@code OBR-18}, {@code ORC-7.6} or, as HAPI's terser writes it, {@code OBR-27(1)-4-1}.
 *
 * @param segment three characters
 * @param field from 1
 * @param repetition from 0
 * @param component from 1
 * @param subcomponent from 1
 */
public record FieldPath(String segment, int field, int repetition, int component, int subcomponent) {
    private static final Pattern FORM = Pattern.compile("/?\\.?([A-Z][A-Z0-9]{2})-([1-9]\\d{0,2})(?:\\((\\d{1,2})\\))?"
            + "(?:[.-]([1-9]\\d?)(?:[.-]([1-9]\\d?))?)?");

    /** @throws IllegalArgumentException when it is none; for places that are written in the code */
    public static FieldPath of(String text) {
        FieldPath path = parse(text);
        if (path == null) {
            throw new IllegalArgumentException("no place in a message: " + text);
        }
        return path;
    }

    static @Nullable FieldPath parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? new FieldPath(
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        number(matcher.group(3), 0),
                        number(matcher.group(4), 1),
                        number(matcher.group(5), 1))
                : null;
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    /** The same field's other component. */
    public FieldPath component(int other) {
        return new FieldPath(segment, field, repetition, other, 1);
    }

    /** As ERR-2 names it (ERL: segment, sequence, field). */
    public String location() {
        return segment + "^1^" + field;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return segment + "-" + field + (repetition > 0 ? "(" + repetition + ")" : "") + "." + component
                + (subcomponent > 1 ? "." + subcomponent : "");
    }
}
