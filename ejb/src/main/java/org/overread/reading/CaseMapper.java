/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.config.ClockTerms;
import org.overread.config.Ladder;
import org.overread.shared.Json;
import org.overread.shared.Priority;

/** Rows of the case table as values. */
final class CaseMapper {
    /** What {@link #view} reads, joined to order, patient and study. */
    static final String VIEW = """
            select c.*,
                   coalesce(p.patient_id, s.patient_id, '') as v_patient_id,
                   coalesce(p.authority, s.patient_authority, '') as v_authority,
                   coalesce(nullif(p.name, ''), s.patient_name, '') as v_name,
                   coalesce(p.birth_date, s.birth_date) as v_birth_date,
                   coalesce(nullif(p.sex, ''), s.sex, '') as v_sex,
                   coalesce(nullif(o.accession, ''), s.accession, '') as v_accession,
                   coalesce(o.placer_number, '') as v_placer, coalesce(o.filler_number, '') as v_filler,
                   coalesce(nullif(o.procedure_text, ''), s.description, '') as v_procedure,
                   coalesce(o.reason, '') as v_reason,
                   coalesce(s.study_uid, o.study_uid, '') as v_study_uid, s.study_date as v_study_date,
                   coalesce(s.archive, '') as v_archive, s.conflict as v_conflict
              from reading_case c
              left join imaging_order o on o.id = c.order_id
              left join patient p on p.id = o.patient
              left join study s on s.id = c.study_id
            """;

    private CaseMapper() {}

    static CaseView view(ResultSet row, StatementContext context) throws SQLException {
        return new CaseView(
                readingCase(row, context),
                row.getString("v_patient_id"),
                row.getString("v_authority"),
                row.getString("v_name"),
                row.getObject("v_birth_date", LocalDate.class),
                row.getString("v_sex"),
                row.getString("v_accession"),
                row.getString("v_placer"),
                row.getString("v_filler"),
                row.getString("v_procedure"),
                row.getString("v_reason"),
                row.getString("v_study_uid"),
                row.getObject("v_study_date", LocalDate.class),
                row.getString("v_archive"),
                row.getString("v_conflict"));
    }

    static ReadingCase readingCase(ResultSet row, StatementContext context) throws SQLException {
        String asked = row.getString("order_priority");
        return new ReadingCase(
                row.getLong("id"),
                row.getString("site"),
                number(row, "order_id"),
                number(row, "study_id"),
                CaseState.valueOf(row.getString("state")),
                Priority.valueOf(row.getString("priority")),
                row.getString("modality"),
                row.getString("tier"),
                row.getString("owner_group"),
                row.getString("reader"),
                row.getBoolean("held"),
                row.getBoolean("triage"),
                row.getBoolean("escalated"),
                row.getBoolean("images_changed"),
                row.getBoolean("order_cancelled"),
                ImageState.valueOf(row.getString("image_state")),
                row.getInt("instances"),
                row.getInt("instances_there"),
                row.getString("verification"),
                row.getString("destination"),
                instant(row, "routed_at"),
                instant(row, "clock_started_at"),
                instant(row, "warn_at"),
                instant(row, "due_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                number(row, "merged_into"),
                row.getInt("version"),
                asked == null ? null : Priority.valueOf(asked),
                watch(row));
    }

    private static CaseWatch watch(ResultSet row) throws SQLException {
        String ladder = row.getString("ladder");
        String terms = row.getString("clock_terms");
        return new CaseWatch(
                instant(row, "warned_at"),
                instant(row, "breached_at"),
                ladder == null ? List.of() : List.of(Json.read(ladder, Ladder.Step[].class)),
                row.getInt("ladder_step"),
                Duration.ofMillis(row.getLong("paused_ms")),
                instant(row, "held_at"),
                instant(row, "held_until"),
                row.getString("held_by"),
                row.getString("hold_reason"),
                terms == null ? ClockTerms.ALWAYS : Json.read(terms, ClockTerms.class),
                instant(row, "forecast_at"),
                instant(row, "reminded_at"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
