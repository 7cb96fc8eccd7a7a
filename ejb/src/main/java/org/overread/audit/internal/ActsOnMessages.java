/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.overread.access.MessageOpened;
import org.overread.access.MessageResent;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditMessages.Act;
import org.overread.audit.AuditTrail;
import org.overread.shared.PatientKey;

/** Who looked into HL7 messages, and who sent one through again. */
@ApplicationScoped
class ActsOnMessages {
    private static final PatientKey NOT_NAMED = new PatientKey("unknown", "");

    private final AuditTrail trail;
    private final AuditMessages messages;

    @Inject
    ActsOnMessages(AuditTrail trail, AuditMessages messages) {
        this.trail = trail;
        this.messages = messages;
    }

    void opened(@Observes MessageOpened event) {
        record(Act.READ, event.user(), event.patients(), event.site(), event.messageId());
    }

    /** The original is read, and what the new one says is in the name of that person. */
    void resent(@Observes MessageResent event) {
        record(Act.READ, event.user(), event.patients(), event.site(), event.original());
        record(Act.UPDATE, event.user(), event.patients(), event.site(), event.messageId());
    }

    private void record(Act act, String user, List<PatientKey> patients, String site, long message) {
        trail.record(messages.patientRecord(
                act, true, user, true, patients.isEmpty() ? List.of(NOT_NAMED) : patients, site, "message:" + message));
    }
}
