/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.config.Rule;
import org.overread.shared.Json;

/** Offers as rows. Every write belongs to the caller's transaction, which has the case's lock. */
@ApplicationScoped
class OfferRows {
    private final Jdbi jdbi;

    @Inject
    OfferRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OfferRows() {
        this.jdbi = null;
    }

    /** Now, by the database's clock. */
    Instant now() {
        return jdbi.withHandle(h -> h.createQuery("select now()")
                .map((row, context) -> row.getTimestamp(1).toInstant())
                .one());
    }

    Optional<Offer> load(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("select * from case_offer where case_id = :case")
                .bind("case", caseId)
                .map(OfferRows::offer)
                .findOne());
    }

    /** @param liesOpen whether readers of the group could have the case now, and it is given to none of them */
    void save(Offer offer, boolean liesOpen) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into case_offer as o
                            (case_id, owner_group, assigned_reader, groups, needs, destination, rvu, lies_open)
                        values (:case, :group, :reader, :groups, cast(:needs as jsonb), :destination, :rvu, :open)
                        on conflict (case_id) do update set
                            owner_group = excluded.owner_group, assigned_reader = excluded.assigned_reader,
                            groups = excluded.groups, needs = excluded.needs, destination = excluded.destination,
                            rvu = excluded.rvu, lies_open = excluded.lies_open, claimed_at = null, reader = null, read_at = null,
                            offered_at = case when o.owner_group = excluded.owner_group then o.offered_at
                                              else now() end,
                            available_at = case when o.owner_group = excluded.owner_group then o.available_at end""")
                .bind("case", offer.caseId())
                .bind("group", offer.group())
                .bind("reader", offer.assigned())
                .bindArray("groups", String.class, offer.groups().toArray())
                .bind("needs", Json.write(offer.needs()))
                .bind("destination", offer.destination())
                .bind("rvu", offer.rvu())
                .bind("open", liesOpen)
                .execute());
    }

    /** Whether the case was open to readers of its group who could have it. */
    boolean liesOpen(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("select lies_open from case_offer where case_id = :case")
                .bind("case", caseId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    private static Offer offer(ResultSet row, StatementContext context) throws SQLException {
        return new Offer(
                row.getLong("case_id"),
                row.getString("owner_group"),
                row.getString("assigned_reader"),
                Arrays.asList((String[]) row.getArray("groups").getArray()),
                Json.read(row.getString("needs"), Rule.Needs.class),
                row.getString("destination"),
                row.getDouble("rvu"));
    }

    /** Readers who gave it back, or let it lie. */
    Set<String> declined(long caseId) {
        return new HashSet<>(
                jdbi.withHandle(h -> h.createQuery("select reader from case_declined where case_id = :case")
                        .bind("case", caseId)
                        .mapTo(String.class)
                        .list()));
    }

    void declined(long caseId, String reader, String group, String reason) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into case_declined (case_id, reader, owner_group, reason)
                        values (:case, :reader, :group, :reason) on conflict (case_id, reader) do nothing""")
                .bind("case", caseId)
                .bind("reader", reader)
                .bind("group", group)
                .bind("reason", reason)
                .execute());
    }

    /** Who read the study's patient last; null = nobody known. */
    @Nullable
    String earlierReader(long studyId) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select o.reader from study s
                          join study e on e.patient_id = s.patient_id and e.patient_authority = s.patient_authority
                          join reading_case c on c.study_id = e.id
                          join case_offer o on o.case_id = c.id
                         where s.id = :study and s.patient_id <> '' and e.id <> s.id and o.read_at is not null
                         order by o.read_at desc limit 1""")
                .bind("study", studyId)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    /** Minutes from offer to images there, as the median of the group's last ones; 0 = none known. */
    double transferMinutes(String group) {
        return jdbi.withHandle(
                h -> h.createQuery("""
                        select coalesce(percentile_cont(0.5) within group (order by minutes), 0) from (
                            select extract(epoch from available_at - offered_at) / 60 as minutes from case_offer
                             where owner_group = :group and available_at is not null
                             order by available_at desc limit 21) as last""").bind("group", group).mapTo(Double.class).one());
    }

    /** A step of the case, as far as its offer tells of it. */
    void stepped(long caseId, Step step) {
        jdbi.useHandle(h -> h.createUpdate("update case_offer set " + step.sql + " where case_id = :case")
                .bind("case", caseId)
                .execute());
    }

    void claimed(long caseId, String reader) {
        jdbi.useHandle(
                h -> h.createUpdate("update case_offer set claimed_at = now(), reader = :reader where case_id = :case")
                        .bind("case", caseId)
                        .bind("reader", reader)
                        .execute());
    }

    /** What an offer keeps of its case's steps. */
    enum Step {
        AVAILABLE("available_at = now()"),
        READ("read_at = now()"),
        RELEASED("claimed_at = null, reader = null");

        private final String sql;

        Step(String sql) {
            this.sql = sql;
        }
    }
}
