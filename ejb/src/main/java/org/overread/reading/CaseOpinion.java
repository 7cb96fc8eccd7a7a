/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A second opinion, asked beside the owner of a case: of a reader or of a group. Patient data.
 *
 * @param answer null = not yet
 */
public record CaseOpinion(
        long id,
        String askedBy,
        Instant askedAt,
        @Nullable String reader,
        @Nullable String group,
        String question,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable String answer) {

    /** Without what was said. */
    @Override
    public String toString() {
        return "CaseOpinion[" + id + "]";
    }
}
