/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.shared.DicomUid;

@ApplicationScoped
class JdbiCaseStudies implements CaseStudies {
    private static final String VIEW = """
            select c.id as case_id, c.site as case_site, s.*
              from reading_case c join study s on s.id = c.study_id
             where s.state <> 'VANISHED' and\s""";

    private final Jdbi jdbi;

    @Inject
    JdbiCaseStudies(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JdbiCaseStudies() {
        this.jdbi = null;
    }

    /** Two archives may hold it: the copy whose case is newest. */
    @Override
    public Optional<CaseStudy> find(Scope scope, DicomUid study) {
        return jdbi.withHandle(h -> h.createQuery(
                        VIEW + CaseSight.sql(scope) + " and s.study_uid = :studyUid order by c.id desc limit 1")
                .bindMap(CaseSight.bindings(scope))
                .bind("studyUid", study.value())
                .map(JdbiCaseStudies::study)
                .findOne());
    }

    @Override
    public List<CaseStudy> list(Scope scope, CaseStudyQuery query) {
        Map<String, @Nullable Object> bound = new LinkedHashMap<>(CaseSight.bindings(scope));
        var sql = new StringBuilder(VIEW).append(CaseSight.sql(scope));
        condition(sql, bound, "patientId", like(query.patientId()), " and s.patient_id like :patientId");
        condition(sql, bound, "patientName", like(query.patientName()), " and s.patient_name ilike :patientName");
        condition(sql, bound, "accession", query.accession(), " and s.accession = :accession");
        condition(sql, bound, "dateFrom", query.from(), " and s.study_date >= :dateFrom");
        condition(sql, bound, "dateTo", query.to(), " and s.study_date <= :dateTo");
        if (!query.uids().isEmpty()) {
            sql.append(" and s.study_uid = any(:uids)");
        }
        if (!query.modalities().isEmpty()) {
            sql.append(" and string_to_array(s.modalities, E'\\\\') && cast(:modalities as text[])");
        }
        return jdbi.withHandle(h -> {
            var select = h.createQuery(sql.append(" order by s.id desc limit :limit offset :offset")
                    .toString());
            select.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
            return select.bindMap(bound)
                    .bindArray("uids", String.class, query.uids().toArray())
                    .bindArray("modalities", String.class, query.modalities().toArray())
                    .bind("limit", query.limit())
                    .bind("offset", query.offset())
                    .map(JdbiCaseStudies::study)
                    .list();
        });
    }

    private static void condition(
            StringBuilder sql,
            Map<String, @Nullable Object> bound,
            String name,
            @Nullable Object value,
            String condition) {
        if (value != null) {
            sql.append(condition);
            bound.put(name, value);
        }
    }

    /** The wild cards of DICOM as those of SQL; what SQL would take for one means itself. */
    private static @Nullable String like(@Nullable String text) {
        return text == null
                ? null
                : text.replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                        .replace('*', '%')
                        .replace('?', '_');
    }

    private static CaseStudy study(ResultSet row, StatementContext context) throws SQLException {
        return new CaseStudy(
                row.getLong("case_id"),
                row.getString("case_site"),
                row.getString("archive"),
                row.getString("study_uid"),
                row.getString("patient_id"),
                row.getString("patient_authority"),
                row.getString("patient_name"),
                row.getObject("birth_date", LocalDate.class),
                row.getString("sex"),
                row.getString("accession"),
                Arrays.stream(row.getString("modalities").split("\\\\"))
                        .filter(modality -> !modality.isEmpty())
                        .toList(),
                row.getString("description"),
                row.getObject("study_date", LocalDate.class),
                row.getInt("instances"));
    }
}
