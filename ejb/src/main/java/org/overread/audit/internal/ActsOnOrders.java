/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditMessages.Act;
import org.overread.audit.AuditTrail;
import org.overread.order.OrderEvent;
import org.overread.order.OrderPlaced;
import org.overread.patient.PatientUnmerged;
import org.overread.patient.PatientUpdated;
import org.overread.patient.PatientsLinked;
import org.overread.patient.PatientsMerged;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/** What senders did to orders and patients, in the transaction that did it. */
@ApplicationScoped
class ActsOnOrders {
    private final AuditTrail trail;
    private final AuditMessages messages;

    @Inject
    ActsOnOrders(AuditTrail trail, AuditMessages messages) {
        this.trail = trail;
        this.messages = messages;
    }

    void order(@Observes OrderEvent event) {
        OrderEvent.Facts order = event.order();
        Act act = event instanceof OrderPlaced ? Act.CREATE : Act.UPDATE;
        trail.record(messages.orderRecord(
                act,
                true,
                who(event.origin()),
                false,
                event.origin().peer(),
                order.patient(),
                order.accession(),
                order.site(),
                "order:" + order.id()));
    }

    void patient(@Observes PatientUpdated event) {
        patients(
                event.created() ? Act.CREATE : Act.UPDATE,
                event.origin(),
                List.of(event.key()),
                "patient:" + event.patientId());
    }

    /** A merge is one update of the survivor and the end of the other: both are named. */
    void merge(@Observes PatientsMerged event) {
        patients(Act.UPDATE, event.origin(), List.of(event.survivor()), "patient:" + event.survivorId());
        patients(Act.DELETE, event.origin(), List.of(event.prior()), "patient:" + event.priorId());
    }

    /** Each of the two was updated; one patient a message. */
    void link(@Observes PatientsLinked event) {
        patients(Act.UPDATE, event.origin(), List.of(event.one()), "patient:" + event.oneId());
        patients(Act.UPDATE, event.origin(), List.of(event.other()), "patient:" + event.otherId());
    }

    /** A person undid a merge: the survivor was updated, the other is there again. */
    void unmerge(@Observes PatientUnmerged event) {
        trail.record(messages.patientRecord(
                Act.UPDATE, true, event.who(), true, List.of(event.survivor()), "", "patient:" + event.survivorId()));
        trail.record(messages.patientRecord(
                Act.CREATE, true, event.who(), true, List.of(event.prior()), "", "patient:" + event.priorId()));
    }

    private void patients(Act act, Origin origin, List<PatientKey> patients, String subject) {
        trail.record(messages.patientRecord(act, true, who(origin), false, patients, origin.site(), subject));
    }

    private static String who(Origin origin) {
        return origin.facility() + "|" + origin.application();
    }
}
