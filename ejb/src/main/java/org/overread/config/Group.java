/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reading group. Its members have the role {@code group:NAME}.
 *
 * @param name kept with each case it had
 * @param tier how far from the hospital it is
 * @param timezone of its working day
 * @param destination where it reads; null = from the archive: nothing is sent
 * @param sites whose cases it may be given; empty = every site's
 */
public record Group(
        String name, Tier tier, ZoneId timezone, @Nullable String destination, Set<String> sites) {
    public Group {
        sites = Set.copyOf(sites);
    }

    /** Whether a case of the site may be given to it. */
    public boolean readsFor(String site) {
        return sites.isEmpty() || sites.contains(site);
    }

    /** How far from the hospital; a case starts local and is escalated outwards. */
    public enum Tier {
        LOCAL,
        REGIONAL,
        GLOBAL
    }
}
