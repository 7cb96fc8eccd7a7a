/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.access.Scope;

/**
 * Who sees a case beside those whose site or group has it: its reader, whoever was asked for an opinion or broke its glass.
 * The same as {@link CaseSight}, for the steps of several cases and many callers by one question.
 */
@ApplicationScoped
public class CaseGuests {
    private static final String SUBJECT = "case:";

    private final Jdbi jdbi;

    @Inject
    CaseGuests(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseGuests() {
        this.jdbi = null;
    }

    /** The guests of some cases, by the subjects of their lines. */
    public static final class Seen {
        /** Nobody is a guest anywhere. */
        public static final Seen NOTHING = new Seen();

        private final Map<String, Set<String>> readers = new HashMap<>();
        private final Map<String, Set<String>> groups = new HashMap<>();

        private Seen() {}

        private void add(String subject, @Nullable String reader, @Nullable String group) {
            if (reader != null) {
                readers.computeIfAbsent(subject, key -> new HashSet<>()).add(reader);
            }
            if (group != null) {
                groups.computeIfAbsent(subject, key -> new HashSet<>()).add(group);
            }
        }

        /** Whether a radiologist sees a line of this subject as a guest. */
        public boolean by(Scope scope, String subject) {
            return scope.has(Role.RADIOLOGIST)
                    && (readers.getOrDefault(subject, Set.of()).contains(scope.user())
                            || scope.readingGroups().stream()
                                    .anyMatch(groups.getOrDefault(subject, Set.of())::contains));
        }
    }

    /** @param subjects as in the timeline; those that are no cases have no guests */
    public Seen of(Collection<String> subjects) {
        List<Long> ids = subjects.stream()
                .filter(subject -> subject.startsWith(SUBJECT))
                .map(subject -> Long.valueOf(subject.substring(SUBJECT.length())))
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return Seen.NOTHING;
        }
        Seen seen = new Seen();
        jdbi.useHandle(h -> h.createQuery("""
                        select c.id, c.reader, null as guests from reading_case c
                         where c.id = any(:ids) and c.reader is not null
                        union all
                        select g.case_id, g.reader, g.owner_group from case_guest g
                          join reading_case c on c.id = g.case_id
                         where g.case_id = any(:ids) and g.until_at > now()
                           and c.state not in ('DELIVERED', 'CANCELLED')""")
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> {
                    seen.add(SUBJECT + row.getLong(1), row.getString(2), row.getString(3));
                    return seen;
                })
                .list());
        return seen;
    }
}
