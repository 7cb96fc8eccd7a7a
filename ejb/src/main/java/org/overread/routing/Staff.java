/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Contract;
import org.overread.config.Group;
import org.overread.config.Reader;

/** One configuration's readers and contracts, by group. */
final class Staff {
    private final Configuration configuration;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, List<Reader>> readers = new HashMap<>();

    Staff(Configuration configuration) {
        this.configuration = configuration;
        configuration.groups().forEach(group -> {
            groups.put(group.name(), group);
            readers.put(group.name(), configuration.readersOf(group.name()));
        });
    }

    boolean isOf(Configuration other) {
        return configuration == other;
    }

    /** Null when there is none of that name. */
    @Nullable
    Group group(String name) {
        return groups.get(name);
    }

    List<Reader> of(String group) {
        return readers.getOrDefault(group, List.of());
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
