/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditMessages.Act;
import org.overread.audit.AuditTrail;
import org.overread.reading.ImagesAccessed;
import org.overread.shared.PatientKey;

/** Whose images people looked at: one message a study and session. */
@ApplicationScoped
class ActsOnImages {
    private final AuditTrail trail;
    private final AuditMessages messages;

    @Inject
    ActsOnImages(AuditTrail trail, AuditMessages messages) {
        this.trail = trail;
        this.messages = messages;
    }

    void accessed(@Observes ImagesAccessed event) {
        PatientKey patient =
                new PatientKey(event.patientId().isEmpty() ? "unknown" : event.patientId(), event.patientAuthority());
        trail.record(messages.instancesAccessed(
                Act.READ, event.user(), patient, event.studyUid(), event.site(), "case:" + event.caseId()));
    }
}
