/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Scope;
import org.overread.shared.Problem;

/** Reads messages as people see them. */
@Dependent
class MessageRows {
    private static final String NEWEST_FIRST = " order by m.received_at desc, m.id desc";

    private static final String COLUMNS = """
            m.id, m.received_at, m.direction, m.sender, m.site, m.peer, m.sending_application, m.sending_facility,
            m.control_id, m.message_type, m.state, m.acknowledgement, m.problem_code, m.problem_text, m.resend_of,
            m.resent_by, m.edited
            """;

    /** Filters that no index serves end here instead of reading millions of rows. */
    private static final int SECONDS = 10;

    private static final Set<MessageState> WITH_INDEX =
            Set.of(MessageState.REFUSED, MessageState.FAILED, MessageState.WARNED);

    private final Jdbi jdbi;
    private final int seconds;

    @Inject
    MessageRows(Jdbi jdbi) {
        this(jdbi, SECONDS);
    }

    /** @param seconds that one search may take */
    MessageRows(Jdbi jdbi, int seconds) {
        this.jdbi = jdbi;
        this.seconds = seconds;
    }

    List<MessageView> search(Scope scope, MessageSearch search) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = conditions(search, values);
        String condition = String.join(" and ", conditions) + " and " + scope.sql("m.site");
        return codeAlone(search)
                ? listByCode(scope, condition, values, search.limit())
                : list(scope, condition + NEWEST_FIRST, values, search.limit());
    }

    /** {@code ORM} for every type of that code; an identifier or a control ID finds few enough by itself. */
    private static boolean codeAlone(MessageSearch search) {
        return !search.type().isEmpty()
                && search.type().indexOf('^') < 0
                && search.named() == null
                && search.controlId().isEmpty();
    }

    /**
     * The newest of each type of one code, and of these the newest: each type is found by a step in the index, so that a
     * rare one is not looked for among all messages.
     */
    private List<MessageView> listByCode(Scope scope, String condition, Map<String, Object> values, int limit) {
        String newest = "select m.* from message m where m.message_type collate \"C\" = t.type and " + condition
                + NEWEST_FIRST + " limit :limit";
        return jdbi.withHandle(h -> identified(
                h,
                h.createQuery("""
                        with recursive types (type) as (
                            (select x.message_type collate "C" from message x where x.message_type collate "C" >= :type
                              order by 1 limit 1)
                            union all
                            select (select x.message_type collate "C" from message x
                                     where x.message_type collate "C" > t.type order by 1 limit 1)
                              from types t where starts_with(t.type, :type))
                        """ + "select " + COLUMNS + " from types t cross join lateral (" + newest + ") m"
                                + " where split_part(t.type, '^', 1) = :type" + NEWEST_FIRST + " limit :limit")
                        .setQueryTimeout(seconds)
                        .bindMap(values)
                        .bindMap(scope.bindings())
                        .bind("limit", limit)
                        .map((row, context) -> view(row))
                        .list()));
    }

    Optional<MessageView> load(Scope scope, long id) {
        return list(scope, "m.id = :message and " + scope.sql("m.site"), Map.of("message", id), 1).stream()
                .findFirst();
    }

    /**
     * Messages that were refused or failed for one reason, oldest first: without those that came of sending one through
     * again as it is, and without those that were taken when they were.
     */
    List<MessageView> failedFor(Scope scope, ReplayReason reason, int limit) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = new ArrayList<>(
                List.of(
                        "m.state in ('REFUSED', 'FAILED')",
                        "m.direction = 'I'",
                        "(m.resend_of is null or m.edited)",
                        "not exists (select from message r where r.resend_of = m.id and r.state not in ('REFUSED', 'FAILED'))"));
        part(conditions, values, "problem_code", reason.problem());
        part(conditions, values, "sender", reason.sender());
        part(conditions, values, "message_type", reason.type());
        return list(
                scope,
                String.join(" and ", conditions) + " and " + scope.sql("m.site") + " order by m.received_at, m.id",
                values,
                limit);
    }

    private List<MessageView> list(Scope scope, String condition, Map<String, Object> values, int limit) {
        return jdbi.withHandle(h -> identified(
                h,
                h.createQuery("select " + COLUMNS + " from message m where " + condition + " limit :limit")
                        .setQueryTimeout(seconds)
                        .bindMap(values)
                        .bindMap(scope.bindings())
                        .bind("limit", limit)
                        .map((row, context) -> view(row))
                        .list()));
    }

    private static List<String> conditions(MessageSearch search, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (!search.states().isEmpty()) {
            conditions.add("m.state = any(string_to_array(:states, ','))");
            if (WITH_INDEX.containsAll(search.states())) {
                conditions.add("m.state in ('REFUSED', 'FAILED', 'WARNED')"); // says that their index serves it
            }
            values.put("states", search.states().stream().map(Enum::name).collect(Collectors.joining(",")));
        }
        part(
                conditions,
                values,
                "direction",
                search.direction().isEmpty() ? "" : search.direction().equals("in") ? "I" : "O");
        part(conditions, values, "sender", search.sender());
        part(conditions, values, "control_id", search.controlId());
        part(conditions, values, "problem_code", search.problem());
        if (search.type().indexOf('^') >= 0) {
            conditions.add("m.message_type collate \"C\" = :type");
            values.put("type", search.type());
        } else if (!search.type().isEmpty()) {
            conditions.add("split_part(m.message_type, '^', 1) = :type");
            values.put("type", search.type());
        }
        var since = search.since();
        if (since != null) {
            conditions.add("m.received_at >= :since");
            values.put("since", since.atOffset(ZoneOffset.UTC));
        }
        var until = search.until();
        if (until != null) {
            conditions.add("m.received_at < :until");
            values.put("until", until.atOffset(ZoneOffset.UTC));
        }
        var named = search.named();
        if (named != null) {
            conditions.add("""
                    (m.id, m.received_at) in (
                        select i.message_id, i.received_at from message_identifier i
                         where i.kind = any(string_to_array(:kinds, ',')) and i.value = :value
                           and (:authority = '' or i.authority = :authority))""");
            values.put("kinds", String.join(",", named.kinds()));
            values.put("value", named.value());
            values.put("authority", named.authority());
        }
        var after = search.after();
        if (after != null) {
            conditions.add("(m.received_at, m.id) < (:afterTime, :afterId)");
            values.put("afterTime", after.receivedAt().atOffset(ZoneOffset.UTC));
            values.put("afterId", after.id());
        }
        return conditions;
    }

    private static void part(List<String> conditions, Map<String, Object> values, String column, String value) {
        if (!value.isEmpty()) {
            conditions.add("m." + column + " = :" + column);
            values.put(column, value);
        }
    }

    private static List<MessageView> identified(Handle h, List<MessageView> messages) {
        Map<Long, List<MessageView.Found>> found = new HashMap<>();
        if (!messages.isEmpty()) {
            h.createQuery("""
                            select message_id, kind, value, authority from message_identifier
                             where message_id = any(:ids) and received_at = any(cast(:times as timestamptz[]))
                             order by kind, value""")
                    .bindArray(
                            "ids",
                            Long.class,
                            messages.stream().map(MessageView::id).toList())
                    .bindArray(
                            "times",
                            String.class,
                            messages.stream()
                                    .map(m -> m.receivedAt().toString())
                                    .toList())
                    .map((row, context) -> found.computeIfAbsent(row.getLong("message_id"), k -> new ArrayList<>())
                            .add(new MessageView.Found(
                                    row.getString("kind"), row.getString("value"), row.getString("authority"))))
                    .list();
        }
        return messages.stream()
                .map(m -> m.with(found.getOrDefault(m.id(), List.of())))
                .toList();
    }

    private static MessageView view(ResultSet row) throws SQLException {
        String code = row.getString("problem_code");
        String text = row.getString("problem_text");
        long original = row.getLong("resend_of");
        boolean ownBegin = row.wasNull();
        return new MessageView(
                row.getLong("id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("direction").equals("I") ? "in" : "out",
                row.getString("sender"),
                row.getString("site"),
                row.getString("peer"),
                row.getString("sending_application"),
                row.getString("sending_facility"),
                row.getString("control_id"),
                row.getString("message_type"),
                MessageState.valueOf(row.getString("state")),
                row.getString("acknowledgement"),
                code == null || text == null ? null : new Problem(code, text),
                ownBegin ? null : original,
                row.getString("resent_by"),
                row.getBoolean("edited"),
                List.of());
    }
}
