/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import java.util.regex.Pattern;

/**
 * A DICOM unique identifier (PS3.5 section 9.1): components of digits without leading zeros, at most 64 characters.
 *
 * @param value the dotted form, already checked
 */
public record DicomUid(String value) {
    private static final Pattern FORM = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.(?:0|[1-9][0-9]*))+");

    /** @throws OverreadException with {@link SharedMessages#invalidUid} when the text is no UID; the text is not echoed */
    public DicomUid {
        if (!isValid(value)) {
            throw OverreadException.badRequest(SharedMessages.MESSAGES.invalidUid());
        }
    }

    /** Whether a text has the form of a UID. Linear in its length, and bounded by the 64 characters of the standard. */
    public static boolean isValid(String text) {
        return text.length() <= 64 && FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
