/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.timeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Json;

@ApplicationScoped
class JdbiTimeline implements Timeline {
    private static final String COLUMNS =
            "id, xid::text::bigint as xid, at, subject, site, owner_group, kind, text, data";

    private final Jdbi jdbi;

    @Inject
    JdbiTimeline(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void add(
            String subject, String site, @Nullable String group, String kind, String text, Map<String, ?> data) {
        addAll(List.of(new TimelineLine(subject, site, group, kind, text, data)));
    }

    @Override
    public void addAll(List<TimelineLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into timeline (at, subject, site, owner_group, kind, text, data)
                        select clock_timestamp(), subject, site, owner_group, kind, text, cast(data as jsonb)
                          from unnest(:subjects, :sites, :groups, :kinds, :texts, :data) with ordinality
                            as l (subject, site, owner_group, kind, text, data, place)
                         order by place""")
                .bindArray("subjects", String.class, column(lines, TimelineLine::subject))
                .bindArray("sites", String.class, column(lines, TimelineLine::site))
                .bindArray("groups", String.class, column(lines, TimelineLine::group))
                .bindArray("kinds", String.class, column(lines, TimelineLine::kind))
                .bindArray("texts", String.class, column(lines, TimelineLine::text))
                .bindArray("data", String.class, column(lines, line -> Json.write(line.data())))
                .execute());
    }

    private static Object[] column(List<TimelineLine> lines, Function<TimelineLine, @Nullable Object> value) {
        return lines.stream().map(value).toArray();
    }

    @Override
    public List<TimelineEntry> of(List<String> subjects, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select * from (select " + COLUMNS
                                + " from timeline where subject = any(:subjects) order by id desc limit :limit) newest order by id")
                .bindArray("subjects", String.class, subjects)
                .bind("limit", limit)
                .map(JdbiTimeline::entry)
                .list());
    }

    @Override
    public List<TimelineEntry> after(TimelineCursor cursor, int limit) {
        return jdbi.withHandle(h -> h.createQuery("select " + COLUMNS + """
                         from timeline
                        where (xid, id) > (cast(:xid as xid8), :id)
                          and xid < pg_snapshot_xmin(pg_current_snapshot())
                        order by xid, id limit :limit""")
                .bind("xid", Long.toString(cursor.xid()))
                .bind("id", cursor.id())
                .bind("limit", limit)
                .map(JdbiTimeline::entry)
                .list());
    }

    @Override
    public TimelineCursor now() {
        return jdbi.withHandle(h -> h.createQuery("select (pg_snapshot_xmin(pg_current_snapshot()))::text::bigint - 1")
                .mapTo(Long.class)
                .map(xid -> new TimelineCursor(xid, Long.MAX_VALUE / 10))
                .one());
    }

    private static TimelineEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new TimelineEntry(
                new TimelineCursor(row.getLong("xid"), row.getLong("id")),
                row.getTimestamp("at").toInstant(),
                row.getString("subject"),
                row.getString("site"),
                row.getString("owner_group"),
                row.getString("kind"),
                row.getString("text"),
                Json.read(row.getString("data"), com.fasterxml.jackson.databind.JsonNode.class));
    }
}
