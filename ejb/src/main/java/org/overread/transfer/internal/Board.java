/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Destination;
import org.overread.outbox.Breaker;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferBoard;
import org.overread.transfer.TransferBoard.Condition;
import org.overread.transfer.TransferBoard.Hour;
import org.overread.transfer.TransferBoard.Moving;
import org.overread.transfer.TransferBoard.Way;
import org.overread.transfer.TransferQuery;

/** Reads the board: three looks at what the caller may see, whatever the number of transfers. */
@ApplicationScoped
class Board {
    private static final String ENDED = "('VERIFIED', 'CANCELLED')";

    private final Jdbi jdbi;
    private final ConfigurationStore configuration;
    private final Clock clock;

    @Inject
    Board(Jdbi jdbi, ConfigurationStore configuration, Clock clock) {
        this.jdbi = jdbi;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Board() {
        this.jdbi = null;
        this.configuration = null;
        this.clock = null;
    }

    TransferBoard read(Scope scope) {
        Configuration current = configuration.current();
        return jdbi.withHandle(h -> {
            Map<String, Numbers> numbers = numbers(h, scope);
            Map<String, List<Hour>> hours = hours(h, scope);
            Map<String, Rest> rests = rests(h);
            TreeSet<String> names = new TreeSet<>(numbers.keySet());
            names.addAll(hours.keySet());
            current.destinations().forEach(destination -> names.add(destination.name()));
            List<Way> ways = new ArrayList<>();
            for (String name : names) {
                ways.add(way(
                        name,
                        current.destination(name),
                        Optional.ofNullable(rests.get(Breaker.destination(name))),
                        numbers.getOrDefault(name, Numbers.NONE),
                        hours.getOrDefault(name, List.of())));
            }
            return new TransferBoard(clock.instant(), ways, moving(h, scope));
        });
    }

    private record Numbers(int waiting, int sending, int quarantined, int verified) {
        static final Numbers NONE = new Numbers(0, 0, 0, 0);
    }

    private record Rest(
            int failures, boolean opened, @Nullable Instant until, boolean over) {}

    private Way way(
            String name, Optional<Destination> configured, Optional<Rest> rest, Numbers numbers, List<Hour> hours) {
        Instant now = clock.instant();
        Condition condition = Condition.OPEN;
        Instant until = null;
        if (rest.filter(Rest::opened).isPresent()) {
            condition = rest.get().over() ? Condition.TRIED : Condition.RESTS;
            until = rest.get().over() ? null : rest.get().until();
        } else if (configured.isPresent() && !configured.get().line().isOpen(now)) {
            condition = Condition.CLOSED;
            until = configured.get().line().opensAfter(now).orElse(null);
        }
        return new Way(
                name,
                configured.isPresent(),
                condition,
                until,
                rest.map(Rest::failures).orElse(0),
                numbers.waiting(),
                numbers.sending(),
                numbers.quarantined(),
                numbers.verified(),
                hours);
    }

    private static Map<String, Numbers> numbers(Handle h, Scope scope) {
        Map<String, Numbers> found = new HashMap<>();
        h.createQuery("""
                        select t.destination,
                               count(*) filter (where t.state = 'WAITING') as waiting,
                               count(*) filter (where t.state in ('SENDING', 'VERIFYING')) as sending,
                               count(*) filter (where t.state = 'QUARANTINED') as quarantined,
                               count(*) filter (where t.state = 'VERIFIED') as verified
                          from transfer t
                         where (t.state in ('WAITING', 'SENDING', 'VERIFYING', 'QUARANTINED')
                                or (t.state = 'VERIFIED' and t.updated_at > now() - interval '24 hours'))
                           and\s""" + scope.sql("t.site") + " group by t.destination")
                .bindMap(scope.bindings())
                .map((row, context) -> found.put(
                        row.getString("destination"),
                        new Numbers(
                                row.getInt("waiting"),
                                row.getInt("sending"),
                                row.getInt("quarantined"),
                                row.getInt("verified"))))
                .list();
        return found;
    }

    private static Map<String, List<Hour>> hours(Handle h, Scope scope) {
        Map<String, List<Hour>> found = new HashMap<>();
        h.createQuery("""
                        select t.destination, date_trunc('hour', a.started_at) as hour, sum(a.bytes) as bytes,
                               count(*) as attempts,
                               count(*) filter (where a.result not in ('VERIFIED', 'RUNNING')) as failed
                          from transfer_attempt a join transfer t on t.id = a.transfer_id
                         where a.started_at > date_trunc('hour', now()) - interval '23 hours'
                           and\s""" + scope.sql("t.site") + " group by 1, 2 order by 1, 2")
                .bindMap(scope.bindings())
                .map((row, context) -> found.computeIfAbsent(row.getString("destination"), name -> new ArrayList<>())
                        .add(new Hour(
                                row.getTimestamp("hour").toInstant(),
                                row.getLong("bytes"),
                                row.getInt("attempts"),
                                row.getInt("failed"))))
                .list();
        return found;
    }

    private static Map<String, Rest> rests(Handle h) {
        Map<String, Rest> found = new HashMap<>();
        h.createQuery("select peer, failures, opened_at is not null as opened, retry_at,"
                        + " coalesce(retry_at <= now(), false) as over from breaker where peer like 'destination:%'")
                .map((row, context) -> found.put(
                        row.getString("peer"),
                        new Rest(
                                row.getInt("failures"),
                                row.getBoolean("opened"),
                                instant(row, "retry_at"),
                                row.getBoolean("over"))))
                .list();
        return found;
    }

    private static List<Moving> moving(Handle h, Scope scope) {
        return h.createQuery("""
                        select t.*, c.priority = 'STAT' as urgent, c.owner_group, c.due_at,
                               a.bytes / greatest(extract(epoch from now() - a.started_at), 1) as rate,
                               a.instances / greatest(extract(epoch from now() - a.started_at), 1) as pace
                          from transfer t
                          left join reading_case c on c.id = t.case_id
                          left join lateral (select * from transfer_attempt r
                                              where r.transfer_id = t.id order by r.id desc limit 1) a
                            on a.result = 'RUNNING'
                         where t.state not in\s""" + ENDED + " and " + scope.sql("t.site")
                        + " order by c.priority_rank nulls last, c.due_at nulls last, t.id limit :limit")
                .bindMap(scope.bindings())
                .bind("limit", TransferQuery.MOST)
                .map(Board::moving)
                .list();
    }

    private static Moving moving(ResultSet row, StatementContext context) throws SQLException {
        Transfer transfer = TransferMapper.transfer(row, context);
        double pace = row.getDouble("pace");
        int left = Math.max(0, transfer.instances() - Math.max(transfer.there(), transfer.sent()));
        return new Moving(
                transfer,
                row.getBoolean("urgent"),
                row.getString("owner_group"),
                instant(row, "due_at"),
                (long) row.getDouble("rate"),
                pace > 0 ? (long) Math.ceil(left / pace) : null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
