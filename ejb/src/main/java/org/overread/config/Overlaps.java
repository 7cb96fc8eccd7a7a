/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds shifts of one reader that are worked at the same time, in one roster and kind. It looks some weeks ahead, and only
 * when a document is saved: what was saved once stays usable, whatever day it is loaded again.
 */
final class Overlaps {
    static final Duration AHEAD = Duration.ofDays(60);

    private Overlaps() {}

    static void check(Configuration configuration, Findings findings, Instant now) {
        Map<Object, List<Worked>> lists = new LinkedHashMap<>();
        for (Worked worked : Worked.between(configuration, now, now.plus(AHEAD))) {
            lists.computeIfAbsent(List.of(worked.roster(), worked.kind(), worked.reader()), key -> new ArrayList<>())
                    .add(worked);
        }
        lists.values().forEach(list -> {
            list.sort(Comparator.comparing(Worked::from).thenComparing(Worked::until));
            among(list, findings);
        });
    }

    /** Of each two shifts the first day is named, at the later of the two, or at the swap that made it. */
    private static void among(List<Worked> list, Findings findings) {
        Set<Object> named = new HashSet<>();
        Worked longest = null;
        for (Worked worked : list) {
            if (longest != null && longest.overlaps(worked)) {
                boolean swap = worked.swap() >= 0 || longest.swap() >= 0;
                Worked later = swap
                        ? (worked.swap() >= 0 ? worked : longest)
                        : (worked.shift() >= longest.shift() ? worked : longest);
                Worked other = later == worked ? longest : worked;
                String path = "rosters[" + later.roster() + "]."
                        + (swap ? "swaps[" + later.swap() + "]" : "shifts[" + later.shift() + "]");
                if (named.add(List.of(path, other.shift()))) {
                    findings.add(
                            path,
                            ConfigMessages.MESSAGES.overlap(
                                    worked.reader(), worked.begins().toLocalDate(), other.shift()));
                }
            }
            longest = longest == null || worked.until().isAfter(longest.until()) ? worked : longest;
        }
    }
}
