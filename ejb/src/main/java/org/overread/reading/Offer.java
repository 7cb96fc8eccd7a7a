/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.config.Rule;

/**
 * To whom a case is given or offered within its group.
 *
 * @param group who owns it
 * @param assigned the one reader it is given to; null = open to all of the group who may read it
 * @param groups candidates, in the order in which they are asked
 * @param needs what the rule asks of a reader
 * @param destination the rule's, instead of each group's own
 * @param rvu relative value units that it counts
 */
record Offer(
        long caseId,
        String group,
        @Nullable String assigned,
        List<String> groups,
        Rule.Needs needs,
        @Nullable String destination,
        double rvu) {
    Offer {
        groups = List.copyOf(groups);
    }

    /** The same, with those candidates that come after its group: the group let it lie. */
    Offer past() {
        int place = groups.indexOf(group);
        List<String> after = place < 0 ? List.of() : groups.subList(place + 1, groups.size());
        return new Offer(caseId, group, null, after, needs, destination, rvu);
    }

    Offer to(String otherGroup, @Nullable String reader) {
        return new Offer(caseId, otherGroup, reader, groups, needs, destination, rvu);
    }
}
