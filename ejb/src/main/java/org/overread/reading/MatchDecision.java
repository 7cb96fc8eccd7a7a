/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.study.MatchKey;

/**
 * What a person decided about a study and an order. It stands until somebody undoes it.
 *
 * @param matchedBy what had bound the two, for an {@link Act#UNLINK}
 * @param reason in that person's words
 */
public record MatchDecision(
        long id,
        String site,
        long studyId,
        long orderId,
        Act act,
        @Nullable MatchKey matchedBy,
        String reason,
        String decidedBy,
        Instant decidedAt,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt) {

    /** What was decided. */
    public enum Act {
        /** A suggested order is the study's. */
        ACCEPT,
        /** An order that nobody suggested is the study's. */
        LINK,
        /** An order is not the study's. */
        REFUSE,
        /** An order that was bound to the study is not. */
        UNLINK;

        /** Whether it keeps the two apart, for the matcher too. */
        boolean parts() {
            return this == REFUSE || this == UNLINK;
        }
    }

    boolean stands() {
        return undoneAt == null;
    }

    @Override
    public String toString() {
        return "MatchDecision[" + id + " " + act + "]";
    }
}
