/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferAttempt;
import org.overread.transfer.TransferState;

/** Rows as values. */
final class TransferMapper {
    private TransferMapper() {}

    static Transfer transfer(ResultSet row, StatementContext context) throws SQLException {
        return new Transfer(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getLong("study_id"),
                row.getString("archive"),
                row.getString("study_uid"),
                row.getString("site"),
                row.getString("destination"),
                TransferState.valueOf(row.getString("state")),
                row.getInt("round"),
                row.getInt("instances"),
                row.getInt("sent"),
                row.getInt("there"),
                row.getLong("bytes"),
                row.getString("verification"),
                row.getInt("attempts"),
                row.getInt("fruitless"),
                problem(row),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                instant(row, "verified_at"),
                row.getInt("version"));
    }

    static TransferAttempt attempt(ResultSet row, StatementContext context) throws SQLException {
        return new TransferAttempt(
                row.getLong("id"),
                row.getTimestamp("started_at").toInstant(),
                instant(row, "ended_at"),
                TransferAttempt.Result.valueOf(row.getString("result")),
                row.getInt("instances"),
                row.getLong("bytes"),
                problem(row));
    }

    private static @Nullable Problem problem(ResultSet row) throws SQLException {
        String code = row.getString("problem_code");
        return code == null ? null : new Problem(code, row.getString("problem_text"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
