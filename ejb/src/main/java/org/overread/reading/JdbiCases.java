/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.shared.Json;

@ApplicationScoped
class JdbiCases implements Cases {
    private static final String DUE = "coalesce(c.due_at, timestamptz 'infinity')";

    private final Jdbi jdbi;

    @Inject
    JdbiCases(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JdbiCases() {
        this.jdbi = null;
    }

    @Override
    public Optional<CaseView> load(Scope scope, long id) {
        return jdbi.withHandle(h -> h.createQuery(CaseMapper.VIEW + " where c.id = :id and " + CaseSight.sql(scope))
                .bind("id", id)
                .bindMap(CaseSight.bindings(scope))
                .map(CaseMapper::view)
                .findOne());
    }

    @Override
    public CasePage list(Scope scope, CaseQuery query) {
        boolean urgent = query.sort() == CaseQuery.Sort.URGENT;
        CaseCursor from = query.cursor() == null ? null : CaseCursor.of(query.cursor());
        var sql = new StringBuilder(CaseMapper.VIEW)
                .append(" where ")
                .append(CaseSight.sql(scope))
                .append(" and c.state = any(:states) and c.merged_into is null");
        condition(sql, query.group(), " and c.owner_group = :group");
        condition(sql, query.reader(), " and c.reader = :reader");
        condition(sql, query.priority(), " and c.priority = :priority");
        condition(sql, query.modality(), " and c.modality = :modality");
        condition(sql, query.site(), " and c.site = :site");
        condition(sql, query.patientId(), " and coalesce(p.patient_id, s.patient_id) = :patientId");
        condition(sql, query.authority(), " and coalesce(p.authority, s.patient_authority) = :authority");
        condition(sql, query.accession(), " and coalesce(nullif(o.accession, ''), s.accession) = :accession");
        condition(
                sql,
                query.text(),
                " and (p.name ilike :text or s.patient_name ilike :text or o.procedure_text ilike :text"
                        + " or s.description ilike :text)");
        if (urgent) {
            condition(
                    sql, from, " and (c.priority_rank, " + DUE + ", c.id) > (:rank, cast(:at as timestamptz), :after)");
            sql.append(" order by c.priority_rank, ").append(DUE).append(", c.id");
        } else {
            condition(sql, from, " and (c.updated_at, c.id) < (cast(:at as timestamptz), :after)");
            sql.append(" order by c.updated_at desc, c.id desc");
        }
        List<CaseView> found = jdbi.withHandle(h -> {
            var select = h.createQuery(sql.append(" limit :limit").toString());
            select.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
            return select.bindMap(CaseSight.bindings(scope))
                    .bindArray(
                            "states",
                            String.class,
                            query.states().stream().map(Enum::name).toArray())
                    .bind("group", query.group())
                    .bind("reader", query.reader())
                    .bind("priority", query.priority())
                    .bind("modality", query.modality())
                    .bind("site", query.site())
                    .bind("patientId", query.patientId())
                    .bind("authority", query.authority())
                    .bind("accession", query.accession())
                    .bind("text", query.text() == null ? null : "%" + like(query.text()) + "%")
                    .bind("rank", from == null ? 0 : from.rank())
                    .bind("at", at(from))
                    .bind("after", from == null ? 0 : from.id())
                    .bind("limit", query.limit() + 1)
                    .map(CaseMapper::view)
                    .list();
        });
        if (found.size() <= query.limit()) {
            return new CasePage(found, null);
        }
        List<CaseView> page = found.subList(0, query.limit());
        return new CasePage(
                page, cursor(page.get(page.size() - 1).readingCase(), urgent).text());
    }

    private static void condition(StringBuilder sql, @Nullable Object wanted, String condition) {
        if (wanted != null) {
            sql.append(condition);
        }
    }

    /** A percent sign or an underscore that a person typed means itself. */
    private static String like(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static @Nullable String at(@Nullable CaseCursor from) {
        if (from == null) {
            return null;
        }
        return from.at().equals(CaseCursor.NEVER) ? "infinity" : from.at().toString();
    }

    private static CaseCursor cursor(ReadingCase last, boolean urgent) {
        Instant due = last.dueAt();
        return urgent
                ? new CaseCursor(last.priority().ordinal(), due == null ? CaseCursor.NEVER : due, last.id())
                : new CaseCursor(0, last.updatedAt(), last.id());
    }

    @Override
    public List<CaseDecision> decisions(Scope scope, long caseId) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select d.* from routing_decision d join reading_case c on c.id = d.case_id
                         where d.case_id = :id and\s""" + CaseSight.sql(scope) + " order by d.id desc limit 100")
                .bind("id", caseId)
                .bindMap(CaseSight.bindings(scope))
                .map((row, context) -> new CaseDecision(
                        row.getLong("id"),
                        row.getLong("case_id"),
                        row.getTimestamp("decided_at").toInstant(),
                        row.getInt("configuration_version"),
                        Json.read(row.getString("outcome"), JsonNode.class),
                        Json.read(row.getString("trace"), JsonNode.class)))
                .list());
    }
}
