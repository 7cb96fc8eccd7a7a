/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.overread.study.StudyMatcher.OrderKeys;
import org.overread.study.StudyMatcher.StudyKeys;

/** The orders that a person may choose among for a study, as the last look left them. */
@ApplicationScoped
class Candidates {
    private static final int MOST = 10;

    private final Jdbi jdbi;

    @Inject
    Candidates(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected Candidates() {
        this.jdbi = null;
    }

    /** Keeps what a look came to, with what speaks for each order and what against. */
    void replace(long study, MatchOutcome outcome, StudyKeys keys, List<OrderKeys> near) {
        if (outcome instanceof MatchOutcome.Ambiguous ambiguous) {
            replace(study, "AMBIGUOUS", ambiguous.orders(), keys, near);
        } else if (outcome instanceof MatchOutcome.Conflict conflict) {
            replace(study, "CONFLICT", conflict.orders(), keys, near);
        } else if (outcome instanceof MatchOutcome.Unmatched unmatched) {
            replace(study, "SUGGESTION", unmatched.suggestions(), keys, near);
        } else {
            replace(study, "SUGGESTION", List.of(), keys, near);
        }
    }

    private void replace(long study, String kind, List<Long> orders, StudyKeys keys, List<OrderKeys> near) {
        var known = near.stream().collect(Collectors.toMap(OrderKeys::order, Function.identity()));
        List<Long> chosen = orders.stream().limit(MOST).toList();
        jdbi.useHandle(h -> {
            h.createUpdate("delete from match_candidate where study_id = :study and order_id <> all(:orders)")
                    .bind("study", study)
                    .bindArray("orders", Long.class, chosen)
                    .execute();
            for (long order : chosen) {
                MatchReasons reasons = MatchReasons.of(keys, Objects.requireNonNull(known.get(order)));
                h.createUpdate("""
                                insert into match_candidate (study_id, order_id, kind, speaks_for, speaks_against)
                                values (:study, :order, :kind, :good, :bad)
                                on conflict (study_id, order_id) do update
                                   set kind = excluded.kind, speaks_for = excluded.speaks_for,
                                       speaks_against = excluded.speaks_against, checked_at = now()""")
                        .bind("study", study)
                        .bind("order", order)
                        .bind("kind", kind)
                        .bindArray("good", String.class, reasons.speaksFor())
                        .bindArray("bad", String.class, reasons.speaksAgainst())
                        .execute();
            }
        });
    }

    void clear(long study) {
        jdbi.useHandle(h -> h.execute("delete from match_candidate where study_id = ?", study));
    }

    /** Whether the last look left this order to a person. */
    boolean has(long study, long order) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select exists (select from match_candidate where study_id = :study and order_id = :order)")
                .bind("study", study)
                .bind("order", order)
                .mapTo(Boolean.class)
                .one());
    }
}
