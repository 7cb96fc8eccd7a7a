/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Scope;
import org.overread.shared.PatientKey;

/** Reads orders from PostgreSQL. */
@ApplicationScoped
class JdbiOrders implements Orders {
    private static final String OF_PATIENT =
            "p.id = (select coalesce(m.merged_into, m.id) from patient m where m.patient_id = :id and m.authority = :authority)";

    private final Jdbi jdbi;

    @Inject
    JdbiOrders(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<ImagingOrder> load(Scope scope, long id) {
        return load(scope, List.of(id)).stream().findFirst();
    }

    @Override
    public List<ImagingOrder> load(Scope scope, Collection<Long> ids) {
        return list(scope, "o.id = any(:orders)", Map.of("orders", ids.toArray(Long[]::new)), ids.size());
    }

    @Override
    public List<ImagingOrder> search(Scope scope, OrderSearch search) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = new HashMap<>();
        part(conditions, values, "p.patient_id", "patientId", search.patientId());
        part(conditions, values, "p.authority", "patientAuthority", search.patientAuthority());
        part(conditions, values, "o.accession", "accession", search.accession());
        part(conditions, values, "o.placer_number", "placerNumber", search.placerNumber());
        part(conditions, values, "o.filler_number", "fillerNumber", search.fillerNumber());
        part(conditions, values, "o.study_uid", "studyUid", search.studyUid());
        part(conditions, values, "o.site", "site", search.site());
        part(
                conditions,
                values,
                "o.state",
                "state",
                search.state() == null ? "" : search.state().name());
        if (search.before() != null) {
            conditions.add("o.id < :before");
            values.put("before", search.before());
        }
        return list(scope, String.join(" and ", conditions), values, search.limit());
    }

    @Override
    public List<ImagingOrder> byStudyUid(Scope scope, String studyUid) {
        return list(scope, "o.study_uid = :uid", Map.of("uid", studyUid), Integer.MAX_VALUE);
    }

    @Override
    public List<ImagingOrder> byAccession(Scope scope, String accession) {
        return list(
                scope,
                "o.accession = :accession and o.accession <> ''",
                Map.of("accession", accession),
                Integer.MAX_VALUE);
    }

    @Override
    public List<ImagingOrder> byRequestedProcedure(Scope scope, PatientKey patient, String requestedProcedure) {
        return list(
                scope,
                OF_PATIENT + " and o.requested_procedure = :procedure and o.requested_procedure <> ''",
                Map.of("id", patient.id(), "authority", patient.authority(), "procedure", requestedProcedure),
                Integer.MAX_VALUE);
    }

    @Override
    public List<ImagingOrder> ofPatient(Scope scope, PatientKey patient) {
        return list(scope, OF_PATIENT, Map.of("id", patient.id(), "authority", patient.authority()), Integer.MAX_VALUE);
    }

    private static void part(
            List<String> conditions, Map<String, Object> values, String column, String name, String value) {
        if (!value.isEmpty()) {
            conditions.add(column + " = :" + name);
            values.put(name, value);
        }
    }

    private List<ImagingOrder> list(Scope scope, String condition, Map<String, Object> values, int limit) {
        return jdbi.withHandle(h -> h.createQuery("select " + OrderRow.COLUMNS + OrderRow.FROM + " where " + condition
                        + " and " + scope.sql("o.site") + " order by o.id desc limit :limit")
                .bindMap(values)
                .bindMap(scope.bindings())
                .bind("limit", limit)
                .map(OrderRow::order)
                .list());
    }
}
