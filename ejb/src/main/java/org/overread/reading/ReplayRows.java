/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.overread.config.CaseFacts;
import org.overread.routing.replay.Replay;
import org.overread.shared.Json;

/** Replays and the decisions that they run, as rows. */
@ApplicationScoped
class ReplayRows {
    private static final Duration USUAL_TRANSFER = Duration.ofMinutes(2);

    private final Jdbi jdbi;

    @Inject
    ReplayRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ReplayRows() {
        this.jdbi = null;
    }

    /** One replay with its draft. */
    record Asked(long id, String draft, Instant from, Instant until, int most) {}

    long insert(String who, int liveVersion, String draft, Instant from, Instant until, int most) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into configuration_replay (asked_by, live_version, draft, from_at, until_at, most)
                        values (:who, :live, :draft, :from, :until, :most) returning id""")
                .bind("who", who)
                .bind("live", liveVersion)
                .bind("draft", draft)
                .bind("from", from)
                .bind("until", until)
                .bind("most", most)
                .mapTo(Long.class)
                .one());
    }

    Optional<ConfigurationReplays.Status> load(long id) {
        return jdbi.withHandle(h -> h.createQuery("select * from configuration_replay where id = :id")
                .bind("id", id)
                .map(ReplayRows::status)
                .findOne());
    }

    private static ConfigurationReplays.Status status(ResultSet row, StatementContext context) throws SQLException {
        String result = row.getString("result");
        return new ConfigurationReplays.Status(
                row.getLong("id"),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                row.getInt("live_version"),
                row.getTimestamp("from_at").toInstant(),
                row.getTimestamp("until_at").toInstant(),
                row.getString("state"),
                row.getLong("done"),
                result == null ? null : Json.read(result, JsonNode.class));
    }

    /** Begins it, or goes on after a restart; empty when it was cancelled, or has ended. */
    Optional<Asked> begin(long id) {
        return jdbi.withHandle(h -> h.createQuery("""
                        update configuration_replay set state = 'RUNNING', done = 0
                         where id = :id and state in ('WAITING', 'RUNNING') returning *""")
                .bind("id", id)
                .map((row, context) -> new Asked(
                        row.getLong("id"),
                        row.getString("draft"),
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("until_at").toInstant(),
                        row.getInt("most")))
                .findOne());
    }

    /** @return false when it was cancelled meanwhile */
    boolean progress(long id, long done) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update configuration_replay set done = :done where id = :id and state = 'RUNNING'")
                        .bind("id", id)
                        .bind("done", done)
                        .execute())
                == 1;
    }

    void done(long id, String result) {
        jdbi.useHandle(
                h -> h.createUpdate("""
                        update configuration_replay
                           set state = 'DONE', result = cast(:result as jsonb), ended_at = now()
                         where id = :id and state = 'RUNNING'""").bind("id", id).bind("result", result).execute());
    }

    void cancel(long id) {
        jdbi.useHandle(h -> h.createUpdate("""
                        update configuration_replay set state = 'CANCELLED', ended_at = now()
                         where id = :id and state in ('WAITING', 'RUNNING')""").bind("id", id).execute());
    }

    /**
     * Cases first decided in that time, oldest first, from their facts alone: no decision is read. In a transaction, so
     * that they come a thousand at a time.
     */
    List<Replay.Past> cases(Asked asked) {
        return jdbi.inTransaction(h -> h.createQuery("""
                        select f.case_id, f.decided_at, f.owner_group, f.facts,
                               extract(epoch from o.available_at - o.offered_at) as transfer
                          from case_facts f left join case_offer o on o.case_id = f.case_id
                         where f.decided_at >= :from and f.decided_at < :until
                         order by f.decided_at, f.case_id limit :most""")
                .bind("from", asked.from())
                .bind("until", asked.until())
                .bind("most", asked.most())
                .setFetchSize(1_000)
                .map(ReplayRows::past)
                .list());
    }

    private static Replay.Past past(ResultSet row, StatementContext context) throws SQLException {
        double transfer = row.getDouble("transfer");
        boolean known = !row.wasNull();
        return new Replay.Past(
                row.getLong("case_id"),
                row.getTimestamp("decided_at").toInstant(),
                Json.read(row.getString("facts"), CaseFacts.class),
                known ? Duration.ofMillis((long) (transfer * 1000)) : USUAL_TRANSFER,
                row.getString("owner_group"));
    }

    /** Minutes for one unit by reader, the median of the last month's readings. */
    Map<String, Double> paces() {
        Map<String, Double> paces = new HashMap<>();
        jdbi.useHandle(h -> h.createQuery("""
                        select reader, percentile_cont(0.5) within group
                                   (order by extract(epoch from read_at - claimed_at) / 60 / rvu) as pace
                          from case_offer
                         where read_at >= now() - interval '31 days' and claimed_at is not null and rvu > 0
                         group by reader having count(*) >= 5""")
                .map((row, context) -> paces.put(row.getString("reader"), row.getDouble("pace")))
                .list());
        return paces;
    }
}
