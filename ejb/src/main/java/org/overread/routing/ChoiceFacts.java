/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Rule;
import org.overread.shared.Priority;

/**
 * What the choice of a reader asks about one case.
 *
 * @param caseId tells cases apart; breaks ties
 * @param site where it comes from
 * @param jurisdiction where the patient is, by the site; empty when the site does not say: then no licence is asked for
 * @param modality of the images
 * @param priority as decided
 * @param needs what the rule asks of a reader
 * @param rvu relative value units that it counts
 * @param transferMinutes how long its images will take to a group that reads elsewhere, as a forecast; 0 = they are there
 * @param dueAt when its clock is breached
 * @param referrer as ordered
 * @param declinedBy readers who gave it back, or let it lie; they are not asked again
 * @param earlierReader who read the patient last; null = nobody known
 * @param groups candidates in the order in which they are asked
 * @param own readers whose own case it is: the patient, by name
 */
public record ChoiceFacts(
        long caseId,
        String site,
        String jurisdiction,
        String modality,
        Priority priority,
        Rule.Needs needs,
        double rvu,
        double transferMinutes,
        Instant dueAt,
        String referrer,
        Set<String> declinedBy,
        @Nullable String earlierReader,
        List<String> groups,
        Set<String> own) {
    /** One that is nobody's own. */
    public ChoiceFacts(
            long caseId,
            String site,
            String jurisdiction,
            String modality,
            Priority priority,
            Rule.Needs needs,
            double rvu,
            double transferMinutes,
            Instant dueAt,
            String referrer,
            Set<String> declinedBy,
            @Nullable String earlierReader,
            List<String> groups) {
        this(
                caseId,
                site,
                jurisdiction,
                modality,
                priority,
                needs,
                rvu,
                transferMinutes,
                dueAt,
                referrer,
                declinedBy,
                earlierReader,
                groups,
                Set.of());
    }

    public ChoiceFacts {
        declinedBy = Set.copyOf(declinedBy);
        groups = List.copyOf(groups);
        own = Set.copyOf(own);
    }
}
