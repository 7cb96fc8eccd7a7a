/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jdbi.v3.core.statement.StatementContext;
import org.overread.shared.PatientKey;

/** A row of {@code patient} as {@code p} with its survivor as {@code s}. */
final class PatientRow {
    static final String COLUMNS = """
            p.id, p.patient_id, p.authority, p.name, p.birth_date, p.sex, p.stated_at, p.version,
            s.id as survivor, s.patient_id as survivor_id, s.authority as survivor_authority
            """;

    private PatientRow() {}

    static Patient patient(ResultSet row, StatementContext context) throws SQLException {
        long survivor = row.getLong("survivor");
        return new Patient(
                row.getLong("id"),
                new PatientKey(row.getString("patient_id"), row.getString("authority")),
                row.getString("name"),
                row.getObject("birth_date", LocalDate.class),
                row.getString("sex"),
                survivor == 0
                        ? null
                        : new Patient.Survivor(
                                survivor,
                                new PatientKey(row.getString("survivor_id"), row.getString("survivor_authority"))),
                row.getTimestamp("stated_at").toInstant(),
                row.getInt("version"));
    }
}
