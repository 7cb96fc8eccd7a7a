/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.overread.access.AccessDenied;
import org.overread.access.RecordsShown;
import org.overread.access.UserLoggedIn;
import org.overread.access.UserLoggedOut;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditMessages.Act;
import org.overread.audit.AuditTrail;
import org.overread.reading.CaseActed;
import org.overread.reading.CaseViewed;
import org.overread.shared.PatientKey;
import org.overread.study.StudyCalledComplete;
import org.overread.study.StudyReconciled;

/** Who came in, what people saw, and what was refused. */
@ApplicationScoped
class ActsOnCases {
    private final AuditTrail trail;
    private final AuditMessages messages;

    @Inject
    ActsOnCases(AuditTrail trail, AuditMessages messages) {
        this.trail = trail;
        this.messages = messages;
    }

    void viewed(@Observes CaseViewed event) {
        String subject = "case:" + event.caseId();
        if (event.patientId().isEmpty()) {
            return; // a case whose images name no patient shows none
        }
        PatientKey patient = new PatientKey(event.patientId(), event.patientAuthority());
        trail.record(
                event.studyUid().isEmpty()
                        ? messages.patientRecord(
                                Act.READ, true, event.user(), true, List.of(patient), event.site(), subject)
                        : messages.instancesAccessed(
                                Act.READ, event.user(), patient, event.studyUid(), event.site(), subject));
    }

    /** What people do with a case is kept with whose case it was; a broken glass is a security alert besides. */
    void acted(@Observes CaseActed event) {
        String subject = "case:" + event.caseId();
        if (event.act().equals("breakglass")) {
            trail.record(messages.emergency(event.user(), event.site(), subject));
        }
        if (!event.patientId().isEmpty()) {
            trail.record(messages.patientRecord(
                    Act.UPDATE,
                    true,
                    event.user(),
                    true,
                    List.of(new PatientKey(event.patientId(), event.patientAuthority())),
                    event.site(),
                    subject));
        }
    }

    /** Whoever says that all images are there answers for the study: an update of what is kept of it. */
    void calledComplete(@Observes StudyCalledComplete event) {
        PatientKey patient =
                new PatientKey(event.patientId().isEmpty() ? "unknown" : event.patientId(), event.patientAuthority());
        trail.record(messages.instancesAccessed(
                Act.UPDATE, event.user(), patient, event.studyUid(), event.site(), "study:" + event.studyId()));
    }

    /** Whoever says which order a study belongs to changes both. */
    void reconciled(@Observes StudyReconciled event) {
        PatientKey patient =
                new PatientKey(event.patientId().isEmpty() ? "unknown" : event.patientId(), event.patientAuthority());
        trail.record(messages.orderRecord(
                Act.UPDATE,
                true,
                event.user(),
                true,
                null,
                patient,
                event.accession(),
                event.site(),
                "order:" + event.orderId()));
        trail.record(messages.instancesAccessed(
                Act.UPDATE, event.user(), patient, event.studyUid(), event.site(), "study:" + event.studyId()));
    }

    void shown(@Observes RecordsShown event) {
        trail.recordAlone(messages.query(event.user(), event.what(), event.query(), event.subject()));
    }

    void loggedIn(@Observes UserLoggedIn event) {
        trail.recordAlone(messages.login(true, event.user(), event.address()));
    }

    void loggedOut(@Observes UserLoggedOut event) {
        trail.recordAlone(messages.logout(event.user(), event.address()));
    }

    void denied(@Observes AccessDenied event) {
        trail.recordAlone(messages.denied(event.user(), event.subject()));
    }
}
