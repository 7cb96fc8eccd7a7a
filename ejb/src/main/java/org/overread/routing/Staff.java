/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Group;

/** One configuration's readers and contracts, by group. */
final class Staff {
    private static final Roll NOBODY = new Roll(List.of());

    private final Configuration configuration;
    private final Set<String> names = new HashSet<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Roll> rolls = new HashMap<>();

    Staff(Configuration configuration) {
        this.configuration = configuration;
        configuration.groups().forEach(group -> {
            groups.put(group.name(), group);
            rolls.put(group.name(), new Roll(configuration.readersOf(group.name())));
        });
        configuration.readers().forEach(reader -> names.add(reader.name()));
    }

    /** Whether there is a reader of that name. */
    boolean knows(String reader) {
        return names.contains(reader);
    }

    /** Null when there is none of that name. */
    @Nullable
    Group group(String name) {
        return groups.get(name);
    }

    /** Empty for a group that lists no readers, and for none. */
    Roll of(String group) {
        return rolls.getOrDefault(group, NOBODY);
    }

    /** Why nothing of the site may be given to the group now; empty = it may. */
    String obstacle(Group group, String site, String modality, Instant now) {
        if (!group.readsFor(site)) {
            return "it does not read for the site";
        }
        boolean any = false;
        LocalDateTime at = null;
        for (Contract contract : configuration.contracts()) {
            if (contract.site().equals(site) && contract.group().equals(group.name())) {
                any = true;
                at = at == null ? now.atZone(configuration.zoneOf(site)).toLocalDateTime() : at;
                if (contract.covers(modality, at)) {
                    return "";
                }
            }
        }
        return any ? "no contract of the site with it covers the modality at this hour" : "";
    }
}
