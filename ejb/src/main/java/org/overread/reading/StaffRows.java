/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Cases whose reader the configuration does not have any more. */
@ApplicationScoped
class StaffRows {
    private final Jdbi jdbi;

    @Inject
    StaffRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StaffRows() {
        this.jdbi = null;
    }

    /** Of groups that list their readers: cases that are read by or given to somebody else, a page at a time. */
    List<Long> leftBehind(List<String> groups, List<String> readers, long after, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select id from (
                            select c.id from reading_case c
                             where c.state = 'READING' and c.reader is not null and c.owner_group = any(:groups)
                               and c.reader <> all(:readers)
                            union
                            select o.case_id from case_offer o join reading_case c on c.id = o.case_id
                             where o.assigned_reader is not null and o.read_at is null and o.owner_group = any(:groups)
                               and o.assigned_reader <> all(:readers) and c.state in ('ROUTED', 'AVAILABLE')) as left_behind
                         where id > :after order by id limit :limit""")
                .bindArray("groups", String.class, groups.toArray())
                .bindArray("readers", String.class, readers.toArray())
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** Whether the coordinator was told since the case was claimed. */
    boolean wasTold(ReadingCase found) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select exists (
                            select from timeline t join assignment a on a.case_id = :case and a.until_at is null
                             where t.subject = :subject and t.kind = 'case.reader-gone' and t.at >= a.from_at)""")
                .bind("case", found.id())
                .bind("subject", found.subject())
                .mapTo(Boolean.class)
                .one());
    }
}
