/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.reading.Unreconciled.Candidate;
import org.overread.reading.Unreconciled.Kind;
import org.overread.shared.Settings;

/** Each list is one query whose scope is in SQL, and one more for what could fit. */
@ApplicationScoped
class JdbiReconciliation implements Reconciliation {
    private static final int COUNTED = 1000;
    private static final int CANDIDATES = 5;

    private static final String ORDERS = """
             from reading_case c
             join imaging_order o on o.id = c.order_id
             join patient p on p.id = surviving_patient(o.patient)
            where c.state = 'ORDERED' and c.study_id is null and c.merged_into is null
              and coalesce(o.scheduled_at, o.placed_at) between now() - cast(:horizon as interval)
                                                            and now() - cast(:late as interval)
            """;
    private static final String STUDIES = """
             from study s
             left join reading_case c on c.study_id = s.id
            where s.order_id is null and s.state <> 'VANISHED' and (s.intake = 'IN' or s.conflict is not null)
              and s.first_seen_at > now() - cast(:horizon as interval)
              and (c.id is null or c.state not in ('DELIVERED', 'CANCELLED'))
              and not exists (select from match_candidate m where m.study_id = s.id and m.kind = 'CONFLICT')
            """;
    private static final String CONFLICTS = """
             from study s
             left join reading_case c on c.study_id = s.id
             left join imaging_order o on o.id = s.order_id
             left join patient p on p.id = surviving_patient(o.patient)
            where s.conflict is not null and s.state <> 'VANISHED'
              and s.first_seen_at > now() - cast(:horizon as interval)
              and (s.order_id is not null
                   or exists (select from match_candidate m where m.study_id = s.id and m.kind = 'CONFLICT'))
            """;

    private final Jdbi jdbi;
    private final Duration late = Settings.duration("overread.reconciliation.late", Duration.ofHours(4));
    private final Duration horizon = Settings.duration("overread.reconciliation.horizon", Duration.ofDays(30));

    @Inject
    JdbiReconciliation(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JdbiReconciliation() {
        this.jdbi = null;
    }

    /** What a kind's query selects, and by what it is sorted. */
    private record Part(String columns, String from, String since, String id, String site) {
        static Part of(Kind kind) {
            return switch (kind) {
                case ORDER ->
                    new Part(
                            ReconciliationMapper.ORDER,
                            ORDERS,
                            "coalesce(o.scheduled_at, o.placed_at)",
                            "o.id",
                            "o.site");
                case STUDY -> new Part(ReconciliationMapper.STUDY, STUDIES, "s.first_seen_at", "s.id", "s.site");
                case CONFLICT ->
                    new Part(
                            ReconciliationMapper.STUDY + ", " + ReconciliationMapper.ORDER,
                            CONFLICTS,
                            "s.first_seen_at",
                            "s.id",
                            "s.site");
            };
        }
    }

    @Override
    public List<Unreconciled> list(Scope scope, Kind kind, @Nullable Place after, int limit) {
        Part part = Part.of(kind);
        Map<String, @Nullable Object> values = bindings(scope);
        String further = "";
        if (after != null) {
            further = " and (" + part.since + ", " + part.id + ") < (:afterTime, :afterId)";
            values.put("afterTime", after.since().atOffset(ZoneOffset.UTC));
            values.put("afterId", after.id());
        }
        String sql = "select " + part.columns + ", " + part.since + " as since, c.id as case_id" + part.from + " and "
                + scope.sql(part.site) + further + " order by " + part.since + " desc, " + part.id
                + " desc limit :limit";
        return jdbi.withHandle(h -> {
            var query = h.createQuery(sql);
            query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            List<Unreconciled> found = query.bindMap(values)
                    .bind("limit", limit)
                    .map((row, context) -> ReconciliationMapper.item(kind, row))
                    .list();
            return withCandidates(h, scope, kind, found);
        });
    }

    @Override
    public int count(Scope scope, Kind kind) {
        Part part = Part.of(kind);
        return jdbi.withHandle(h -> {
            var query = h.createQuery("select count(*) from (select 1" + part.from + " and " + scope.sql(part.site)
                    + " limit " + COUNTED + ") found");
            query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            return query.bindMap(bindings(scope)).mapTo(Integer.class).one();
        });
    }

    private Map<String, @Nullable Object> bindings(Scope scope) {
        Map<String, @Nullable Object> values = new HashMap<>(scope.bindings());
        values.put("late", late.toString());
        values.put("horizon", horizon.toString());
        return values;
    }

    private static List<Unreconciled> withCandidates(Handle h, Scope scope, Kind kind, List<Unreconciled> items) {
        if (items.isEmpty()) {
            return items;
        }
        boolean ofOrders = kind == Kind.ORDER;
        Map<Long, List<Candidate>> found = new HashMap<>();
        var query = h.createQuery("select * from (select m.kind as candidate_kind, m.speaks_for, m.speaks_against,"
                + " m.checked_at, m.study_id as of_study, m.order_id as of_order, "
                + (ofOrders ? ReconciliationMapper.STUDY : ReconciliationMapper.ORDER)
                + ", row_number() over (partition by " + (ofOrders ? "m.order_id" : "m.study_id")
                + " order by cardinality(m.speaks_against), m.order_id) as place"
                + """
                   from match_candidate m
                   join study s on s.id = m.study_id
                   join imaging_order o on o.id = m.order_id
                   join patient p on p.id = surviving_patient(o.patient)
                  where s.order_id is null and o.state not in ('CANCELLED', 'DISCONTINUED')
                    and\s""" + scope.sql("s.site") + " and " + scope.sql("o.site") + " and "
                + (ofOrders ? "m.order_id" : "m.study_id") + " = any(:ids)) ranked where place <= :most");
        query.bindMap(scope.bindings())
                .bindArray(
                        "ids", Long.class, items.stream().map(Unreconciled::id).toList())
                .bind("most", CANDIDATES);
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        query.map((row, context) -> found.computeIfAbsent(
                                row.getLong(ofOrders ? "of_order" : "of_study"), k -> new ArrayList<>())
                        .add(ReconciliationMapper.candidate(ofOrders, row)))
                .list();
        return items.stream()
                .map(item -> item.with(found.getOrDefault(item.id(), List.of())))
                .toList();
    }

    @Override
    public List<MatchDecision> decisions(Scope scope, @Nullable Long study, @Nullable Long before, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select * from match_decision d
                         where (cast(:study as bigint) is null or d.study_id = :study)
                           and d.id < coalesce(:before, 9223372036854775807)
                           and\s""" + scope.sql("d.site") + " order by d.id desc limit :limit")
                .bindMap(scope.bindings())
                .bind("study", study)
                .bind("before", before)
                .bind("limit", limit)
                .map(ReconciliationMapper::decision)
                .list());
    }

    @Override
    public Optional<MatchDecision> decision(Scope scope, long id) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select * from match_decision d where d.id = :id and " + scope.sql("d.site") + " for update")
                .bindMap(scope.bindings())
                .bind("id", id)
                .map(ReconciliationMapper::decision)
                .findOne());
    }
}
