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
    private static final Terms NOT_COVERED =
            new Terms("no contract of the site with it covers the modality at this hour", 0);
    private static final Terms ONE_HOUSE = new Terms("", 0);
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

    /** What the site and the group have agreed for the case at that moment. */
    Terms terms(Group group, String site, String modality, Instant now) {
        if (!group.readsFor(site)) {
            return new Terms("it does not read for the site", 0);
        }
        boolean any = false;
        LocalDateTime at = null;
        for (Contract contract : configuration.contracts()) {
            if (contract.site().equals(site) && contract.group().equals(group.name())) {
                any = true;
                at = at == null ? now.atZone(configuration.zoneOf(site)).toLocalDateTime() : at;
                if (contract.covers(modality, at)) {
                    return new Terms("", contract.price().doubleValue());
                }
            }
        }
        return any ? NOT_COVERED : ONE_HOUSE;
    }

    /** Why nothing of the site may be given to the group now; empty = it may. */
    String obstacle(Group group, String site, String modality, Instant now) {
        return terms(group, site, modality, now).obstacle();
    }

    /** @param obstacle why the case may not be given to the group; empty = it may @param price of the case by contract */
    record Terms(String obstacle, double price) {}
}
