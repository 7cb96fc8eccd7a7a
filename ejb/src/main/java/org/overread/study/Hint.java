/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.util.Locale;

/** Who said "look at this study". A hint never says that a study is complete. */
public enum Hint {
    /** The notify address: somebody named this study, which lets it in. */
    NOTIFY,
    /** The archive's procedure status update, OMG^O19. */
    PSU,
    /** Found by asking the archive what it received. */
    SWEEP,
    /** The count of a case's study is checked from time to time, since a late object in an old series moves no date. */
    RECOUNT,
    /** An order was bound to a study known already. */
    ORDER;

    /** The word in work payloads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Hint of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
