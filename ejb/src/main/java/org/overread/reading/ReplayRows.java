/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.overread.config.CaseFacts;
import org.overread.config.Rule;
import org.overread.routing.Rvu;
import org.overread.routing.replay.Replay;
import org.overread.shared.Json;
import org.overread.shared.Priority;

/** Replays and the decisions that they run, as rows. */
@ApplicationScoped
class ReplayRows {
    private static final Duration USUAL_TRANSFER = Duration.ofMinutes(2);
    private static final int PAGE = 1_000;

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

    /** Those asked for last, without what came of them. @param before numbers below this one */
    List<ConfigurationReplays.Status> latest(long before, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select id, asked_by, asked_at, live_version, from_at, until_at, state, done, total, null as result
                          from configuration_replay where id < :before order by id desc limit :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .map(ReplayRows::status)
                .list());
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
                row.getLong("total"),
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

    /** So many cases are to be run. */
    void total(long id, long cases) {
        jdbi.useHandle(h -> h.createUpdate("update configuration_replay set total = :cases where id = :id")
                .bind("id", id)
                .bind("cases", cases)
                .execute());
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

    /** How many cases a replay has to run. */
    long count(Asked asked) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select count(*) from (
                            select 1 from case_facts f join reading_case c on c.id = f.case_id
                             where f.decided_at >= :from and f.decided_at < :until and c.state <> 'CANCELLED'
                             limit :most) as found""")
                .bind("from", asked.from())
                .bind("until", asked.until())
                .bind("most", asked.most())
                .mapTo(Long.class)
                .one());
    }

    /**
     * Cases first decided in that time, oldest first, from their facts alone: no decision is read. They come a page at a
     * time, each page a short question of its own, so that neither memory nor a transaction grows with their number. What was
     * cancelled is left out: nobody read it.
     */
    Iterator<Replay.Past> cases(Asked asked) {
        return new Pages(asked);
    }

    private final class Pages implements Iterator<Replay.Past> {
        private final Asked asked;
        private Iterator<Replay.Past> page = List.<Replay.Past>of().iterator();
        private Instant after;
        private long afterId;
        private int left;
        private boolean last;

        Pages(Asked asked) {
            this.asked = asked;
            this.after = asked.from();
            this.left = asked.most();
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !last) {
                int wanted = Math.min(PAGE, left);
                List<Replay.Past> found = page(asked, after, afterId, wanted);
                left -= found.size();
                last = found.size() < wanted || left == 0;
                if (!found.isEmpty()) {
                    Replay.Past end = found.get(found.size() - 1);
                    after = end.decidedAt();
                    afterId = end.id();
                }
                page = found.iterator();
            }
            return page.hasNext();
        }

        @Override
        public Replay.Past next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }
    }

    private List<Replay.Past> page(Asked asked, Instant after, long afterId, int size) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select f.case_id, f.decided_at, f.owner_group, f.facts,
                               extract(epoch from o.available_at - o.offered_at) as transfer,
                               c.priority, c.owner_group as last_group, c.escalated, o.reader, o.read_at, o.rvu,
                               coalesce(coalesce(o.read_at, now()) > c.due_at, false) as late
                          from case_facts f join reading_case c on c.id = f.case_id
                               left join case_offer o on o.case_id = f.case_id
                         where (f.decided_at, f.case_id) > (:after, :id) and f.decided_at < :until
                           and c.state <> 'CANCELLED'
                         order by f.decided_at, f.case_id limit :size""")
                .bind("after", after)
                .bind("id", afterId)
                .bind("until", asked.until())
                .bind("size", size)
                .map(ReplayRows::past)
                .list());
    }

    private static Replay.Past past(ResultSet row, StatementContext context) throws SQLException {
        double transfer = row.getDouble("transfer");
        boolean known = !row.wasNull();
        Timestamp read = row.getTimestamp("read_at");
        CaseFacts facts = Json.read(row.getString("facts"), CaseFacts.class);
        double rvu = row.getDouble("rvu"); // 0 = it was never offered
        return new Replay.Past(
                row.getLong("case_id"),
                row.getTimestamp("decided_at").toInstant(),
                facts,
                known ? Duration.ofMillis((long) (transfer * 1000)) : USUAL_TRANSFER,
                row.getString("owner_group"),
                new Replay.Happened(
                        Priority.valueOf(row.getString("priority")),
                        row.getString("last_group"),
                        row.getString("reader"),
                        read == null ? null : read.toInstant(),
                        rvu > 0 ? rvu : Rvu.of(facts.modality(), Rule.Needs.NONE),
                        row.getBoolean("late"),
                        row.getBoolean("escalated")));
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
