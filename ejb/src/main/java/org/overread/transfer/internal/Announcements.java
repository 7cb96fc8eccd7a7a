/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.shared.Problem;
import org.overread.timeline.Timeline;
import org.overread.transfer.StudyTransferred;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferFailed;
import org.overread.transfer.TransferLog;

/** Tells the case, the timeline and the audit trail what became of a transfer, in the transaction of the act. */
@ApplicationScoped
class Announcements {
    private final Timeline timeline;
    private final Work work;
    private final Event<Object> events;
    private final TransferRows rows;

    @Inject
    Announcements(Timeline timeline, Work work, @Any Event<Object> events, TransferRows rows) {
        this.timeline = timeline;
        this.work = work;
        this.events = events;
        this.rows = rows;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected Announcements() {
        this.timeline = null;
        this.work = null;
        this.events = null;
        this.rows = null;
    }

    /**
     * What the case is told: the payload of {@code case.transfer}.
     *
     * @param state {@code SENDING}, {@code VERIFIED}, {@code QUARANTINED} or {@code CANCELLED}
     * @param there how many of the source's objects the destination holds
     */
    record Told(
            long caseId,
            long transferId,
            long studyId,
            String state,
            @Nullable String verification,
            int instances,
            int there,
            String destination) {}

    void begun(Transfer transfer) {
        tell(transfer, "SENDING");
        line(transfer, "transfer.begun", "Images are on their way to " + transfer.destination(), Map.of());
    }

    void waits(Transfer transfer, Problem problem) {
        line(
                transfer,
                "transfer.waits",
                "Sending to " + transfer.destination() + " waits: " + problem.text(),
                code(problem));
    }

    void verified(Transfer transfer, String verification, boolean packed) {
        tell(transfer, "VERIFIED");
        line(
                transfer,
                "transfer.verified",
                (transfer.instances() == 1 ? "Its image is" : "All " + transfer.instances() + " images are") + " at "
                        + transfer.destination() + ", proved by "
                        + verification,
                Map.of("instances", transfer.instances(), "verification", verification));
        TransferRows.Patient patient = rows.patient(transfer.studyId());
        events.fire(new StudyTransferred(
                transfer.id(),
                transfer.caseId(),
                transfer.studyId(),
                transfer.archive(),
                transfer.destination(),
                transfer.site(),
                transfer.studyUid(),
                patient.id(),
                patient.authority(),
                transfer.instances(),
                verification,
                packed));
        TransferLog.LOG.verified(
                transfer.id(), transfer.caseId(), transfer.destination(), transfer.instances(), verification);
    }

    void quarantined(Transfer transfer, Problem problem) {
        tell(transfer, "QUARANTINED");
        line(
                transfer,
                "transfer.quarantined",
                "Sending to " + transfer.destination() + " needs a person: " + problem.text(),
                code(problem));
        TransferRows.Patient patient = rows.patient(transfer.studyId());
        events.fire(new TransferFailed(
                transfer.id(),
                transfer.caseId(),
                transfer.studyId(),
                transfer.archive(),
                transfer.destination(),
                transfer.site(),
                transfer.studyUid(),
                patient.id(),
                patient.authority(),
                transfer.there(),
                problem));
        TransferLog.LOG.quarantined(
                transfer.id(), transfer.caseId(), transfer.destination(), problem.code(), problem.text());
    }

    void cancelled(Transfer transfer, String who) {
        tell(transfer, "CANCELLED");
        line(
                transfer,
                "transfer.cancelled",
                "Sending to " + transfer.destination() + " was cancelled by " + who,
                Map.of());
    }

    /**
     * @param idle whether no work waits or runs for it
     * @param wait how long it waits at least
     */
    void retried(Transfer transfer, String who, boolean idle, Duration wait) {
        if (idle) {
            work.append(transfer.request().work(rows.standing(transfer.caseId()).urgent(), wait));
        }
        line(
                transfer,
                "transfer.retried",
                "Sending to " + transfer.destination() + " was taken up again by " + who,
                Map.of());
    }

    private void tell(Transfer transfer, String state) {
        work.append(WorkItem.now(
                "case.transfer",
                "case:" + transfer.caseId(),
                Lane.SHORT,
                new Told(
                        transfer.caseId(),
                        transfer.id(),
                        transfer.studyId(),
                        state,
                        transfer.verification(),
                        transfer.instances(),
                        transfer.there(),
                        transfer.destination())));
    }

    private static Map<String, Object> code(Problem problem) {
        return Map.of("code", problem.code());
    }

    private void line(Transfer transfer, String kind, String text, Map<String, Object> data) {
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.put("transferId", transfer.id());
        all.put("destination", transfer.destination());
        all.put("round", transfer.round());
        timeline.add("case:" + transfer.caseId(), transfer.site(), rows.owner(transfer.caseId()), kind, text, all);
    }
}
