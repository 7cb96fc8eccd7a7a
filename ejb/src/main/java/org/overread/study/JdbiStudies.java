/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;

@ApplicationScoped
class JdbiStudies implements Studies {
    private final Jdbi jdbi;

    @Inject
    JdbiStudies(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JdbiStudies() {
        this.jdbi = null;
    }

    @Override
    public Optional<Study> load(Scope scope, long id) {
        return one(scope, id, "");
    }

    @Override
    public Optional<Study> lock(Scope scope, long id) {
        return one(scope, id, " for update");
    }

    private Optional<Study> one(Scope scope, long id, String lock) {
        return jdbi.withHandle(h -> h.createQuery("select * from study where id = :id and " + scope.sql("site") + lock)
                .bind("id", id)
                .bindMap(scope.bindings())
                .map(StudyMapper::study)
                .findOne());
    }

    @Override
    public List<Study> list(Scope scope, StudyQuery query) {
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        wanted.put("site", query.site());
        wanted.put("archive", query.archive());
        wanted.put("state", query.state());
        wanted.put("intake", query.intake());
        wanted.put("study_uid", query.studyUid());
        wanted.put("accession", query.accession());
        wanted.put("patient_id", query.patientId());
        wanted.put("patient_authority", query.authority());
        wanted.values().removeIf(value -> value == null);
        var sql = new StringBuilder("select * from study where ").append(scope.sql("site"));
        wanted.keySet()
                .forEach(column ->
                        sql.append(" and ").append(column).append(" = :").append(column));
        if (query.inDoubt()) {
            sql.append(" and conflict is not null");
        }
        if (query.before() != null) {
            sql.append(" and id < ").append(query.before().longValue());
        }
        return jdbi.withHandle(
                h -> h.createQuery(sql.append(" order by id desc limit :limit").toString())
                        .bindMap(scope.bindings())
                        .bindMap(wanted)
                        .bind("limit", query.limit())
                        .map(StudyMapper::study)
                        .list());
    }
}
