/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import org.jdbi.v3.core.Jdbi;

/** Cases for the tests of other features. */
public final class TestCases {
    private TestCases() {}

    public static Cases over(Jdbi jdbi) {
        return new JdbiCases(jdbi);
    }

    /** What moves cases by reports; their timeline lines go nowhere but to the database. */
    public static CaseReporting reporting(Jdbi jdbi, org.overread.timeline.Timeline timeline) {
        return new CaseReporting(
                new CaseRows(jdbi, new CaseDue(jdbi)), new CaseTimeline(timeline, new org.overread.RecordedEvents<>()));
    }

    /** A case of site S with this order. */
    public static long open(Jdbi jdbi, long order, CaseState state) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into reading_case (site, order_id, state, priority, priority_rank, modality)
                        values ('S', :order, :state, 'ROUTINE', 6, 'CT') returning id""")
                .bind("order", order)
                .bind("state", state)
                .mapTo(Long.class)
                .one());
    }

    public static void state(Jdbi jdbi, long id, CaseState state) {
        jdbi.useHandle(h -> h.createUpdate("update reading_case set state = :state where id = :id")
                .bind("state", state)
                .bind("id", id)
                .execute());
    }

    /** Gives it to a group. */
    public static void own(Jdbi jdbi, long id, String group) {
        jdbi.useHandle(h -> {
            h.execute("update reading_case set owner_group = ? where id = ?", group, id);
            h.execute("update assignment set until_at = now() where case_id = ? and until_at is null", id);
            h.execute("insert into assignment (case_id, owner_group) values (?, ?)", id, group);
        });
    }
}
