/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Our own placer number of the order that a group gets of a case: {@code OVR-42^OVERREAD}. */
final class CaseNumber {
    static final String AUTHORITY = "OVERREAD";
    private static final Pattern FORM = Pattern.compile("OVR-([1-9][0-9]{0,17})");

    private CaseNumber() {}

    static String of(long caseId) {
        return "OVR-" + caseId;
    }

    /** The case of a placer number; null when it is none of ours. */
    static @Nullable Long caseOf(String placer) {
        Matcher matcher = FORM.matcher(placer);
        return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
    }
}
