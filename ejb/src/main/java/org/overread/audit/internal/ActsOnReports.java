/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditMessages.Act;
import org.overread.audit.AuditTrail;
import org.overread.outbox.MessageEnded;
import org.overread.report.ReportReceived;
import org.overread.report.ReportViewed;
import org.overread.shared.PatientKey;

/**
 * Reports that came, that went on and that were read, and orders that groups were told. PS3.15 has no message for a report
 * in HL7 form: what is sent and received is an update of the order's record, what is read a read of the patient's.
 */
@ApplicationScoped
class ActsOnReports {
    private final AuditTrail trail;
    private final AuditMessages messages;

    @Inject
    ActsOnReports(AuditTrail trail, AuditMessages messages) {
        this.trail = trail;
        this.messages = messages;
    }

    void received(@Observes ReportReceived event) {
        trail.record(messages.orderRecord(
                Act.UPDATE,
                true,
                event.sender(),
                false,
                null,
                event.patient(),
                "",
                event.site(),
                "report:" + event.reportId()));
    }

    /** An acknowledgement holds nothing of a patient. */
    void ended(@Observes MessageEnded event) {
        if (event.purpose().equals("ANSWER")) {
            return;
        }
        PatientKey patient = event.patient();
        trail.record(messages.orderRecord(
                Act.UPDATE,
                event.delivered(),
                event.receiver(),
                false,
                null,
                patient == null ? new PatientKey("unknown", "") : patient,
                "",
                event.site(),
                "message:" + event.messageId()));
    }

    void viewed(@Observes ReportViewed event) {
        trail.record(messages.patientRecord(
                Act.READ,
                true,
                event.user(),
                true,
                List.of(event.patient()),
                event.site(),
                "report:" + event.reportId()));
    }
}
