/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditTrail;
import org.overread.shared.PatientKey;
import org.overread.transfer.StudyImported;
import org.overread.transfer.StudyTransferred;
import org.overread.transfer.TransferFailed;

/** What was sent where, and what could not be. */
@ApplicationScoped
class ActsOnTransfers {
    private final AuditTrail trail;
    private final AuditMessages messages;

    @Inject
    ActsOnTransfers(AuditTrail trail, AuditMessages messages) {
        this.trail = trail;
        this.messages = messages;
    }

    void transferred(@Observes StudyTransferred event) {
        if (event.packed()) {
            trail.record(messages.exported(
                    event.archive(),
                    event.destination(),
                    patient(event.patientId(), event.patientAuthority()),
                    event.studyUid(),
                    event.site(),
                    "transfer:" + event.transferId()));
            return;
        }
        trail.record(messages.instancesTransferred(
                true,
                event.archive(),
                event.destination(),
                patient(event.patientId(), event.patientAuthority()),
                event.studyUid(),
                event.site(),
                "transfer:" + event.transferId()));
    }

    void imported(@Observes StudyImported event) {
        trail.record(messages.imported(
                event.sender(), event.archive(), event.studyUid(), event.site(), "parcel:" + event.parcel()));
    }

    void notTransferred(@Observes TransferFailed event) {
        trail.record(messages.instancesTransferred(
                false,
                event.archive(),
                event.destination(),
                patient(event.patientId(), event.patientAuthority()),
                event.studyUid(),
                event.site(),
                "transfer:" + event.transferId()));
    }

    private static PatientKey patient(String id, String authority) {
        return new PatientKey(id.isEmpty() ? "unknown" : id, authority);
    }
}
