/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.overread.shared.PatientKey;
import org.overread.study.StudyMatcher.OrderKeys;

/**
 * The two questions of matching, each one indexed query across orders and patients. Patients are compared by the
 * identity that survived every merge; a patient without an authority is the same only within one site.
 */
@ApplicationScoped
class OpenOrders {
    private final Jdbi jdbi;

    @Inject
    OpenOrders(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OpenOrders() {
        this.jdbi = null;
    }

    /**
     * Open orders that agree with a study by any key, or are its patient's. Cancelled ones bind nothing, nor does one that a
     * person keeps apart from the study.
     */
    List<OrderKeys> near(Study study) {
        return jdbi.withHandle(h -> h.createQuery("""
                        with self as (
                            select surviving_patient(id) as id from patient
                             where patient_id = :patientId and authority = :authority and patient_id <> '')
                        select o.id, p.patient_id, p.authority, coalesce(o.study_uid, '') as study_uid, o.accession,
                               o.accession_issuer, o.requested_procedure, o.modality,
                               coalesce(o.scheduled_at, o.placed_at) as planned_at,
                               exists (select from study t where t.order_id = o.id and t.id <> :study) as taken
                          from imaging_order o join patient p on p.id = surviving_patient(o.patient)
                         where o.state not in ('CANCELLED', 'DISCONTINUED')
                           and (o.study_uid = :uid
                                or (o.accession <> '' and o.accession = :accession)
                                or o.patient in (select q.id from patient q, self
                                                  where q.id = self.id or q.merged_into = self.id))
                           and (p.authority <> '' or o.site = '' or :site = '' or o.site = :site)
                           and not exists (select from match_decision d
                                            where d.study_id = :study and d.order_id = o.id
                                              and d.act in ('REFUSE', 'UNLINK') and d.undone_at is null)
                         order by (o.study_uid = :uid) desc nulls last, o.updated_at desc limit 200""")
                .bind("study", study.id())
                .bind("uid", study.studyUid())
                .bind("accession", study.accession())
                .bind("patientId", study.patientId())
                .bind("authority", study.patientAuthority())
                .bind("site", study.site())
                .map(OpenOrders::keys)
                .list());
    }

    /** The identity that stands for a patient today; the same one when nothing was merged or nothing is known. */
    Optional<PatientKey> surviving(Optional<PatientKey> patient) {
        return patient.map(key -> jdbi.withHandle(h -> h.createQuery("""
                        select s.patient_id, s.authority from patient p join patient s on s.id = surviving_patient(p.id)
                         where p.patient_id = :id and p.authority = :authority""")
                .bind("id", key.id())
                .bind("authority", key.authority())
                .map((row, context) -> new PatientKey(row.getString("patient_id"), row.getString("authority")))
                .findOne()
                .orElse(key)));
    }

    /** The patient of an order, by the identity that stands for it today. */
    Optional<PatientKey> patientOf(long order) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select p.patient_id, p.authority from imaging_order o
                          join patient p on p.id = surviving_patient(o.patient) where o.id = :order""")
                .bind("order", order)
                .map((row, context) -> new PatientKey(row.getString("patient_id"), row.getString("authority")))
                .findOne());
    }

    /** Studies without an order that could be one of these orders', or are of its patient and came of late; at most 50 an order. */
    List<Long> studiesNear(Collection<Long> orders) {
        return jdbi.withHandle(h -> h.createQuery("""
                        with o as (
                            select w.study_uid, w.accession, w.requested_procedure,
                                   coalesce(q.merged_into, q.id) as survivor
                              from imaging_order w join patient q on q.id = w.patient
                             where w.id = any(:orders) and w.state not in ('CANCELLED', 'DISCONTINUED'))
                        select distinct near.id from o cross join lateral (
                            select s.id from study s
                             where s.study_uid = o.study_uid and s.order_id is null and s.state <> 'VANISHED'
                            union
                            select s.id from study s
                             where s.accession = o.accession and s.accession <> ''
                               and s.order_id is null and s.state <> 'VANISHED'
                            union
                            select s.id from patient p
                              join study s on s.patient_id = p.patient_id and s.patient_authority = p.authority
                             where (p.id = o.survivor or p.merged_into = o.survivor)
                               and (s.requested_procedure = o.requested_procedure and s.requested_procedure <> ''
                                    or s.first_seen_at > now() - interval '30 days')
                               and s.order_id is null and s.state <> 'VANISHED'
                             order by id desc limit 50) near
                         order by near.id""")
                .bindArray("orders", Long.class, orders.toArray())
                .mapTo(Long.class)
                .list());
    }

    private static OrderKeys keys(ResultSet row, StatementContext context) throws SQLException {
        var planned = row.getTimestamp("planned_at");
        return new OrderKeys(
                row.getLong("id"),
                new PatientKey(row.getString("patient_id"), row.getString("authority")),
                row.getString("study_uid"),
                row.getString("accession"),
                row.getString("accession_issuer"),
                row.getString("requested_procedure"),
                row.getString("modality"),
                planned == null ? null : planned.toInstant(),
                row.getBoolean("taken"));
    }
}
