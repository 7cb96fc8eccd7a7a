/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person noted on a case. Patient data.
 *
 * @param act whose reason it is, {@code HOLD}; null for a note by itself
 */
public record CaseNote(
        long id, String by, Instant at, @Nullable String act, String text) {

    /** Without the text. */
    @Override
    public String toString() {
        return "CaseNote[" + id + "]";
    }
}
