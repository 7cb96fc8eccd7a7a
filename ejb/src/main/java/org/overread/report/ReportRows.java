/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.shared.PatientKey;

/** Finds the case that a received report is of, and writes reports. */
@ApplicationScoped
class ReportRows {
    private final Jdbi jdbi;

    @Inject
    ReportRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ReportRows() {
        this.jdbi = null;
    }

    /** Cases that the groups have or had, by one thing that a report names. */
    private Set<Long> cases(ReceiveReport report, String condition, Object value) {
        List<Long> found = jdbi.withHandle(h -> h.createQuery("""
                        select c.id from reading_case c
                         where c.merged_into is null and exists (
                               select from assignment a where a.case_id = c.id and a.owner_group = any(:groups))
                           and c.id in (""" + condition + ") limit 20")
                .bindArray("groups", String.class, report.groups())
                .bind("value", value)
                .mapTo(Long.class)
                .list());
        return new TreeSet<>(found);
    }

    Set<Long> byNumber(ReceiveReport report, long caseId) {
        return cases(report, ":value", caseId);
    }

    Set<Long> byFiller(ReceiveReport report) {
        return cases(
                report,
                "select r.case_id from report r where r.owner_group = any(:groups) and r.filler_number = :value",
                report.filler());
    }

    Set<Long> byAccession(ReceiveReport report) {
        return cases(report, """
                select x.id from reading_case x join imaging_order o on o.id = x.order_id where o.accession = :value
                union select x.id from reading_case x join study s on s.id = x.study_id where s.accession = :value""", report.accession());
    }

    Set<Long> byStudy(ReceiveReport report) {
        return cases(report, """
                select x.id from reading_case x join study s on s.id = x.study_id where s.study_uid = :value
                union select x.id from reading_case x join imaging_order o on o.id = x.order_id where o.study_uid = :value""", report.studyUid());
    }

    /** Every identity of the case's patient: of its order, of what was merged into it, of its images. */
    List<PatientKey> patients(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select p.patient_id, p.authority from reading_case c join imaging_order o on o.id = c.order_id
                          join patient p on p.id = o.patient or p.merged_into = o.patient where c.id = :case
                        union select s.patient_id, s.patient_authority from reading_case c
                          join study s on s.id = c.study_id where c.id = :case and s.patient_id <> ''
                        limit 100""")
                .bind("case", caseId)
                .map((row, context) -> new PatientKey(row.getString(1), row.getString(2)))
                .list());
    }

    /** What holds of a case. */
    record Current(long id, ReportStatus status, Instant at, boolean applied, String sender) {}

    Optional<Current> current(long caseId) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select id, status, reported_at, applied, sender from report
                         where case_id = :case and standing = 'CURRENT'""")
                .bind("case", caseId)
                .map((row, context) -> new Current(
                        row.getLong("id"),
                        ReportStatus.coded(row.getString("status")),
                        row.getTimestamp("reported_at").toInstant(),
                        row.getBoolean("applied"),
                        row.getString("sender")))
                .findOne());
    }

    void supersede(long report) {
        jdbi.useHandle(h -> h.execute("update report set standing = 'SUPERSEDED' where id = ?", report));
    }

    void applied(long report) {
        jdbi.useHandle(h -> h.execute("update report set applied = true where id = ?", report));
    }

    long insert(long caseId, String group, String standing, ReceiveReport report, Instant now) {
        byte @Nullable [] pdf = report.pdf();
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into report (case_id, number, status, standing, sender, owner_group, filler_number,
                               radiologist, reported_at, received_at, message_id, content, pdf)
                        values (:case, (select coalesce(max(number), 0) + 1 from report where case_id = :case),
                               :status, :standing, :sender, :group, :filler, :radiologist, :at, :now, :message, :content,
                               :pdf) returning id""")
                .bind("case", caseId)
                .bind("status", report.status().code())
                .bind("standing", standing)
                .bind("sender", report.origin().sender())
                .bind("group", group)
                .bind("filler", report.filler())
                .bind("radiologist", report.radiologist())
                .bind("at", report.at().atOffset(ZoneOffset.UTC))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("message", report.origin().messageId())
                .bind("content", report.text().getBytes(StandardCharsets.UTF_8))
                .bind("pdf", pdf)
                .mapTo(Long.class)
                .one());
    }
}
