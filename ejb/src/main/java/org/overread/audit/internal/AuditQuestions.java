/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.overread.audit.AuditEntry;
import org.overread.audit.AuditSearch;
import org.overread.audit.UnusualAccess;
import org.overread.audit.proof.CanonicalEvent;

/** The SQL of an auditor's questions. */
public final class AuditQuestions {
    /** Records of one patient that are looked for; more than anybody has. */
    private static final int MOST_SUBJECTS = 5000;

    private static final int MOST_UNUSUAL = 200;

    /** All that we keep about a patient, by what the trail calls it. */
    private static final String SUBJECTS = """
            with person as (
                select id, patient_id, authority from patient
                 where patient_id = :patientId and (cast(:authority as text) is null or authority = :authority)),
            orders as (select o.id from imaging_order o join person p on o.patient = p.id),
            studies as (select id from study where patient_id = :patientId
                           and (cast(:authority as text) is null or patient_authority = :authority)),
            cases as (select id from reading_case where order_id in (select id from orders)
                                                     or study_id in (select id from studies))
            select subject from (
                select 'patient:' || id as subject from person
                union select 'order:' || id from orders
                union select 'study:' || id from studies
                union select 'case:' || id from cases
                union select 'transfer:' || id from transfer where study_id in (select id from studies)
                union select 'report:' || id from report where case_id in (select id from cases)
                union select 'message:' || message_id from message_identifier
                       where kind = 'PATIENT' and value = :patientId
                         and (cast(:authority as text) is null or authority = :authority)) named
             limit :most""";

    private AuditQuestions() {}

    /** Newest first. */
    public static List<AuditEntry> search(Handle h, AuditSearch search) {
        List<String> subjects = search.patientId() == null
                ? List.of()
                : h.createQuery(SUBJECTS)
                        .bind("patientId", search.patientId())
                        .bind("authority", search.authority())
                        .bind("most", MOST_SUBJECTS)
                        .mapTo(String.class)
                        .list();
        return h.createQuery("""
                        select * from audit_event
                         where id < coalesce(cast(:before as bigint), 9223372036854775807)
                           and (cast(:event as text) is null or event = :event)
                           and (cast(:who as text) is null or who = :who)
                           and (cast(:subject as text) is null or subject = :subject)
                           and (not :ofPatient or subject = any(:subjects))
                           and (cast(:since as timestamptz) is null or at >= :since)
                           and (cast(:until as timestamptz) is null or at < :until)
                           and (not :breakGlass or event = '110113' and outcome = 0 and subject like 'case:%')
                         order by id desc limit :limit""")
                .bind("before", search.before())
                .bind("event", search.event())
                .bind("who", search.who())
                .bind("subject", search.subject())
                .bind("ofPatient", search.patientId() != null)
                .bindArray("subjects", String.class, subjects)
                .bind("since", search.since())
                .bind("until", search.until())
                .bind("breakGlass", search.breakGlass())
                .bind("limit", search.limit())
                .map((row, context) -> entry(row))
                .list();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("event"),
                row.getString("action"),
                row.getInt("outcome"),
                row.getString("who"),
                row.getString("subject"),
                new String(CanonicalEvent.message(row.getBytes("canonical")), StandardCharsets.UTF_8));
    }

    /**
     * Accesses that deserve a look, newest first.
     *
     * @param many how many records one person may open in an hour
     */
    public static List<UnusualAccess> unusual(Handle h, Instant since, int many) {
        return h.createQuery("""
                        select * from (
                            select 'MANY_IN_AN_HOUR' as rule, who, min(at) as at, count(distinct subject) as count,
                                   min(subject) as subject
                              from audit_event
                             where at >= :since and event in ('110103', '110110') and action = 'R' and subject <> ''
                             group by who, date_trunc('hour', at) having count(distinct subject) > :many
                            union all
                            select 'OWN_NAME', e.who, min(e.at), count(*), e.subject
                              from audit_event e
                              join reading_case c on e.subject = 'case:' || c.id
                              left join imaging_order o on o.id = c.order_id
                              left join patient p on p.id = o.patient
                              left join study s on s.id = c.study_id
                             where e.at >= :since and e.event in ('110103', '110110') and e.action = 'R'
                               and length(split_part(coalesce(p.name, s.patient_name, ''), '^', 1)) > 2
                               and lower(split_part(coalesce(p.name, s.patient_name), '^', 1))
                                   = any(regexp_split_to_array(lower(e.who), '[^[:alpha:]]+'))
                             group by e.who, e.subject) unusual
                         order by at desc limit :most""")
                .bind("since", since)
                .bind("many", many)
                .bind("most", MOST_UNUSUAL)
                .map((row, context) -> new UnusualAccess(
                        UnusualAccess.Rule.valueOf(row.getString("rule")),
                        row.getString("who"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getLong("count"),
                        row.getString("subject")))
                .list();
    }
}
