/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.study.MatchKey;

/** Writes what people decide about studies and orders. */
@ApplicationScoped
class DecisionRows {
    private final Jdbi jdbi;

    @Inject
    DecisionRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected DecisionRows() {
        this.jdbi = null;
    }

    long insert(
            String site,
            long study,
            long order,
            MatchDecision.Act act,
            @Nullable MatchKey matchedBy,
            String reason,
            String who) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into match_decision (site, study_id, order_id, act, matched_by, reason, decided_by)
                        values (:site, :study, :order, :act, :by, :reason, :who) returning id""")
                .bind("site", site)
                .bind("study", study)
                .bind("order", order)
                .bind("act", act)
                .bind("by", matchedBy)
                .bind("reason", reason)
                .bind("who", who)
                .mapTo(Long.class)
                .one());
    }

    void undo(long id, String who) {
        jdbi.useHandle(h -> h.execute(
                "update match_decision set undone_by = ?, undone_at = now() where id = ? and undone_at is null",
                who,
                id));
    }

    /** Ends what keeps a study and an order apart: somebody says otherwise. */
    void together(long study, long order, String who) {
        jdbi.useHandle(h -> h.execute("""
                        update match_decision set undone_by = ?, undone_at = now()
                         where study_id = ? and order_id = ? and act in ('REFUSE', 'UNLINK') and undone_at is null""", who, study, order));
    }

    boolean keptApart(long study, long order) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select exists (select from match_decision
                                        where study_id = :study and order_id = :order
                                          and act in ('REFUSE', 'UNLINK') and undone_at is null)""")
                .bind("study", study)
                .bind("order", order)
                .mapTo(Boolean.class)
                .one());
    }
}
