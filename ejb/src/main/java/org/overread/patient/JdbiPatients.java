/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Scope;
import org.overread.shared.PatientKey;

/** Reads patients from PostgreSQL. A patient has no site: the sites of the patient's orders and studies decide. */
@ApplicationScoped
class JdbiPatients implements Patients {
    private final Jdbi jdbi;

    @Inject
    JdbiPatients(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<Patient> load(Scope scope, long id) {
        return list(scope, "p.id = :id", Map.of("id", id), 1).stream().findFirst();
    }

    @Override
    public Optional<Patient> find(Scope scope, PatientKey key) {
        return list(
                        scope,
                        "p.patient_id = :id and p.authority = :authority",
                        Map.of("id", key.id(), "authority", key.authority()),
                        1)
                .stream()
                .findFirst();
    }

    @Override
    public List<Patient> search(Scope scope, PatientSearch search, int limit) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        if (!search.id().isEmpty()) {
            // by any of a patient's identities; the authority is the one that assigned this ID
            conditions.add("""
                    p.id in (select own.id from patient own
                              where own.patient_id = :id and (:authority = '' or own.authority = :authority)
                             union all
                             select i.patient from patient_identifier i
                              where i.value = :id and (:authority = '' or i.authority = :authority))""");
            values.put("id", search.id());
            values.put("authority", search.authority());
        } else if (!search.authority().isEmpty()) {
            conditions.add("p.authority = :authority");
            values.put("authority", search.authority());
        }
        if (!search.name().isEmpty()) {
            conditions.add("lower(p.name) like :name");
            values.put("name", beginning(search.name()));
        }
        return conditions.isEmpty() ? List.of() : list(scope, String.join(" and ", conditions), values, limit);
    }

    @Override
    public List<OtherIdentity> identities(Scope scope, long id) {
        if (load(scope, id).isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(h -> h.createQuery("""
                        select value, authority, kind from patient_identifier where patient = :id
                         order by authority, value limit 1000""")
                .bind("id", id)
                .map((row, context) -> new OtherIdentity(
                        new PatientKey(row.getString("value"), row.getString("authority")), row.getString("kind")))
                .list());
    }

    @Override
    public List<Patient> links(Scope scope, long id) {
        return list(
                scope,
                "p.id in (select other from patient_link where one = :id union select one from patient_link where other = :id)",
                Map.of("id", id),
                1000);
    }

    private static String beginning(String name) {
        return name.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_") + "%";
    }

    private List<Patient> list(Scope scope, String condition, Map<String, Object> values, int limit) {
        return jdbi.withHandle(h -> h.createQuery("select " + PatientRow.COLUMNS
                        + " from patient p left join patient s on s.id = p.merged_into where " + condition + " and ("
                        + scope.sql("null") + """
                         or exists (select 1 from imaging_order o
                                     where o.patient = coalesce(p.merged_into, p.id) and """
                        + " " + scope.sql("o.site") + """
                        )
                         or exists (select 1 from study t
                                     where t.patient_id = p.patient_id and t.patient_authority = p.authority and """
                        + " " + scope.sql("t.site") + ")) order by p.patient_id, p.authority limit :limit")
                .bindMap(values)
                .bindMap(scope.bindings())
                .bind("limit", limit)
                .map(PatientRow::patient)
                .list());
    }
}
