/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.shared.Priority;
import org.overread.study.Study;

/** What comes next for a case, as work. Each handler looks at what is true when it runs, so one waiting row is enough. */
@ApplicationScoped
class CaseWork {
    static final String ORDER = "case.order";
    static final String CANCEL_ASKED = "case.cancel-asked";
    static final String STUDY = "case.study";
    static final String ROUTE = "case.route";
    static final String TRIAGE = "case.triage";
    static final String STAFF = "case.staff";
    static final String TRANSFER = "case.transfer";
    static final String FORECAST = "case.forecast";
    static final String GROUP_FORECAST = "group.forecast";

    /** By then every node decides by a configuration that was just saved. */
    private static final Duration ENFORCED = Duration.ofSeconds(3);

    private final Work work;

    @Inject
    CaseWork(Work work) {
        this.work = work;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseWork() {
        this.work = null;
    }

    record OrderMoved(long orderId) {}

    record StudyMoved(long studyId) {}

    record Routed(long caseId) {}

    record Triaged(long after) {}

    record Send(long caseId, long studyId, String archive, String studyUid, String site, String destination) {}

    record Stop(long caseId) {}

    record Due(long caseId) {}

    record Forecast(String group) {}

    /** @param readAt null = nobody is known who could read it, or it is not late */
    record Foreseen(
            long caseId,
            String group,
            boolean late,
            @Nullable Instant readAt) {}

    void order(long id) {
        work.appendUnlessWaiting(WorkItem.now(ORDER, "order:" + id, Lane.SHORT, new OrderMoved(id)));
    }

    void study(long id) {
        work.appendUnlessWaiting(WorkItem.now(STUDY, "study:" + id, Lane.SHORT, new StudyMoved(id)));
    }

    void route(long id) {
        work.appendUnlessWaiting(WorkItem.now(ROUTE, "case:" + id, Lane.SHORT, new Routed(id)));
    }

    /** Something that a case needs came due: work of kind {@code case.} and the kind in small letters. */
    void due(long id, DueKind kind) {
        work.appendUnlessWaiting(WorkItem.now(dueKind(kind), "case:" + id, Lane.SHORT, new Due(id)));
    }

    /** The forecast of a group's unread cases is to be made again. */
    void groupForecast(String group) {
        work.appendUnlessWaiting(WorkItem.now(GROUP_FORECAST, "forecast:" + group, Lane.SHORT, new Forecast(group)));
    }

    /** A case is forecast to be late, or not any more. */
    void forecast(long id, String group, boolean late, @Nullable Instant readAt) {
        work.appendUnlessWaiting(
                WorkItem.now(FORECAST, "case:" + id, Lane.SHORT, new Foreseen(id, group, late, readAt)));
    }

    static String dueKind(DueKind kind) {
        return "case." + kind.name().toLowerCase(Locale.ROOT);
    }

    /** An order was called off too late to end it. */
    void cancelAsked(long order) {
        work.appendUnlessWaiting(WorkItem.now(CANCEL_ASKED, "order:" + order, Lane.SHORT, new OrderMoved(order)));
    }

    /** Nobody wants a cancelled case's images, or one's where it does not go any more. A send holds its own key while it runs, so this has another. */
    void stop(long caseId) {
        work.appendUnlessWaiting(WorkItem.now("transfer.stop", "stop:case:" + caseId, Lane.SHORT, new Stop(caseId)));
    }

    /** Routes what is in triage again, from a case on. */
    void triage(long after) {
        work.appendUnlessWaiting(WorkItem.after(ENFORCED, TRIAGE, "triage", Lane.SHORT, new Triaged(after)));
    }

    private static String sendKey(ReadingCase of, String destination) {
        return "dest:" + destination + ":case:" + of.id();
    }

    /** A case became urgent: what waits to be sent of it does not wait behind routine any more. */
    void hasten(ReadingCase of) {
        if (of.destination() != null && of.priority() == Priority.STAT) {
            work.hasten(sendKey(of, of.destination()));
        }
    }

    /** Looks for cases whose reader is gone, from a case on. */
    void staff(long after) {
        work.appendUnlessWaiting(WorkItem.after(ENFORCED, STAFF, "staff", Lane.SHORT, new Triaged(after)));
    }

    /** Sends a case's study, or what came late of it; a transfer under way takes it into account. */
    void send(ReadingCase of, Study study, String destination) {
        work.append(WorkItem.now(
                "transfer.send",
                sendKey(of, destination),
                of.priority() == Priority.STAT ? Lane.URGENT : Lane.LONG,
                new Send(of.id(), study.id(), study.archive(), study.studyUid(), study.site(), destination)));
    }
}
