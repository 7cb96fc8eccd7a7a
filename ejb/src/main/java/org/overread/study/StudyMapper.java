/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of the study table as a value. */
final class StudyMapper {
    private StudyMapper() {}

    static Study study(ResultSet row, StatementContext context) throws SQLException {
        String modalities = row.getString("modalities");
        String matchedBy = row.getString("matched_by");
        long order = row.getLong("order_id");
        boolean unbound = row.wasNull();
        return new Study(
                row.getLong("id"),
                row.getString("archive"),
                row.getString("study_uid"),
                row.getString("site"),
                row.getString("patient_id"),
                row.getString("patient_authority"),
                row.getString("patient_name"),
                row.getObject("birth_date", LocalDate.class),
                row.getString("sex"),
                row.getString("accession"),
                row.getString("accession_issuer"),
                row.getString("requested_procedure"),
                modalities.isEmpty() ? List.of() : List.of(modalities.split("\\\\", -1)),
                row.getString("body_part"),
                row.getString("description"),
                row.getObject("study_date", LocalDate.class),
                row.getInt("instances"),
                row.getTimestamp("count_since").toInstant(),
                row.getTimestamp("counted_at").toInstant(),
                StudyState.valueOf(row.getString("state")),
                instant(row.getTimestamp("completed_at")),
                row.getBoolean("named_by_notify"),
                Intake.valueOf(row.getString("intake")),
                unbound ? null : order,
                matchedBy == null ? null : MatchKey.valueOf(matchedBy),
                row.getString("conflict"),
                row.getTimestamp("first_seen_at").toInstant(),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
