/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.order.OrderState;
import org.overread.reading.Unreconciled.Candidate;
import org.overread.reading.Unreconciled.Kind;
import org.overread.reading.Unreconciled.OrderSide;
import org.overread.reading.Unreconciled.StudySide;
import org.overread.shared.Priority;
import org.overread.study.MatchKey;
import org.overread.study.StudyState;

/** Rows of reconciliation: a study {@code s}, and an order {@code o} with its patient {@code p} as it stands today. */
final class ReconciliationMapper {
    static final String STUDY = """
            s.id as study_id, s.site as study_site, s.archive, s.study_uid, s.patient_id as study_patient,
            s.patient_authority as study_authority, s.patient_name as study_name, s.birth_date as study_birth,
            s.sex as study_sex, s.accession as study_accession, s.modalities, s.description, s.study_date, s.instances,
            s.state as study_state, s.conflict
            """;
    static final String ORDER = """
            o.id as order_id, o.site as order_site, p.patient_id as order_patient, p.authority as order_authority,
            p.name as order_name, p.birth_date as order_birth, p.sex as order_sex, o.accession as order_accession,
            o.placer_number, o.modality as order_modality, o.procedure_text, o.priority, o.state as order_state,
            coalesce(o.scheduled_at, o.placed_at) as planned_at
            """;

    private ReconciliationMapper() {}

    static Unreconciled item(Kind kind, ResultSet row) throws SQLException {
        return new Unreconciled(
                kind,
                row.getTimestamp("since").toInstant(),
                kind == Kind.ORDER ? null : study(row),
                kind == Kind.STUDY ? null : order(row),
                number(row, "case_id"),
                kind == Kind.ORDER ? null : row.getString("conflict"),
                List.of());
    }

    /** @param ofOrder the other side is a study */
    static Candidate candidate(boolean ofOrder, ResultSet row) throws SQLException {
        return new Candidate(
                row.getString("candidate_kind"),
                ofOrder ? study(row) : null,
                ofOrder ? null : order(row),
                texts(row, "speaks_for"),
                texts(row, "speaks_against"),
                row.getTimestamp("checked_at").toInstant());
    }

    private static StudySide study(ResultSet row) throws SQLException {
        String modalities = row.getString("modalities");
        return new StudySide(
                row.getLong("study_id"),
                row.getString("study_site"),
                row.getString("archive"),
                row.getString("study_uid"),
                row.getString("study_patient"),
                row.getString("study_authority"),
                row.getString("study_name"),
                row.getObject("study_birth", LocalDate.class),
                row.getString("study_sex"),
                row.getString("study_accession"),
                modalities.isEmpty() ? List.of() : List.of(modalities.split("\\\\", -1)),
                row.getString("description"),
                row.getObject("study_date", LocalDate.class),
                row.getInt("instances"),
                StudyState.valueOf(row.getString("study_state")));
    }

    private static @Nullable OrderSide order(ResultSet row) throws SQLException {
        Long id = number(row, "order_id");
        return id == null
                ? null
                : new OrderSide(
                        id,
                        row.getString("order_site"),
                        row.getString("order_patient"),
                        row.getString("order_authority"),
                        row.getString("order_name"),
                        row.getObject("order_birth", LocalDate.class),
                        row.getString("order_sex"),
                        row.getString("order_accession"),
                        row.getString("placer_number"),
                        row.getString("order_modality"),
                        row.getString("procedure_text"),
                        Priority.valueOf(row.getString("priority")),
                        OrderState.valueOf(row.getString("order_state")),
                        row.getTimestamp("planned_at").toInstant());
    }

    static MatchDecision decision(ResultSet row, StatementContext context) throws SQLException {
        String matchedBy = row.getString("matched_by");
        Timestamp undone = row.getTimestamp("undone_at");
        return new MatchDecision(
                row.getLong("id"),
                row.getString("site"),
                row.getLong("study_id"),
                row.getLong("order_id"),
                MatchDecision.Act.valueOf(row.getString("act")),
                matchedBy == null ? null : MatchKey.valueOf(matchedBy),
                row.getString("reason"),
                row.getString("decided_by"),
                row.getTimestamp("decided_at").toInstant(),
                row.getString("undone_by"),
                undone == null ? null : undone.toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
