/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Scope;
import org.overread.shared.PatientKey;

@ApplicationScoped
class JdbiReports implements Reports {
    private static final String FROM = """
             from report r join reading_case c on c.id = r.case_id
             left join imaging_order o on o.id = c.order_id
             left join patient p on p.id = o.patient
             left join study s on s.id = c.study_id
            where\s""";
    private static final String COLUMNS = """
            select r.id, r.case_id, c.site, r.number, r.status, r.standing, r.applied, r.sender, r.owner_group,
                   r.filler_number, r.radiologist, r.reported_at, r.received_at, r.message_id, r.pdf is not null as has_pdf,
                   coalesce(p.patient_id, s.patient_id, '') as patient_id,
                   coalesce(p.authority, s.patient_authority, '') as authority
            """;

    private final Jdbi jdbi;

    @Inject
    JdbiReports(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JdbiReports() {
        this.jdbi = null;
    }

    @Override
    public Optional<Report> load(Scope scope, long id) {
        return jdbi.withHandle(h -> h.createQuery(COLUMNS + ", r.content, r.pdf" + FROM + "r.id = :report and "
                        + scope.sql("c.site", "c.owner_group"))
                .bind("report", id)
                .bindMap(scope.bindings())
                .map((row, context) -> report(row, true))
                .findOne());
    }

    @Override
    public List<Report> ofCase(Scope scope, long caseId, int limit) {
        return jdbi.withHandle(h -> h.createQuery(COLUMNS + FROM + "r.case_id = :case and "
                        + scope.sql("c.site", "c.owner_group") + " order by r.number desc limit :limit")
                .bind("case", caseId)
                .bind("limit", limit)
                .bindMap(scope.bindings())
                .map((row, context) -> report(row, false))
                .list());
    }

    private static Report report(ResultSet row, boolean whole) throws SQLException {
        String patient = row.getString("patient_id");
        return new Report(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getString("site"),
                row.getInt("number"),
                ReportStatus.coded(row.getString("status")),
                row.getString("standing"),
                row.getBoolean("applied"),
                row.getString("sender"),
                row.getString("owner_group"),
                row.getString("filler_number"),
                row.getString("radiologist"),
                row.getTimestamp("reported_at").toInstant(),
                row.getTimestamp("received_at").toInstant(),
                row.getLong("message_id"),
                whole ? new String(row.getBytes("content"), StandardCharsets.UTF_8) : "",
                row.getBoolean("has_pdf"),
                whole ? row.getBytes("pdf") : null,
                patient.isBlank() ? null : new PatientKey(patient, row.getString("authority")));
    }
}
