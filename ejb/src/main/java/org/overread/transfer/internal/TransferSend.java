/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Breaker;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.DicomUid;
import org.overread.shared.Failures;
import org.overread.shared.OverreadException;
import org.overread.shared.Problem;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.SendStudy;
import org.overread.transfer.Transfer;
import org.overread.transfer.TransferLog;
import org.overread.transfer.TransferMessages;
import org.overread.transfer.TransferState;

/**
 * Brings a study to a destination and proves that it is there. Each attempt begins with what the destination holds
 * already, so one that was cut off at any place is simply followed by another.
 */
@ApplicationScoped
class TransferSend implements WorkHandler.Lengthy {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
    private static final Plan NONE = new Plan("", false, false, 1, 1, ObjectSink.Batch.DEFAULT, Issuers.NONE);

    private final Plans plans;
    private final Traffic traffic;
    private final Breaker breaker;
    private final TransferRows rows;
    private final Comparison comparison;
    private final StoreRoute store;
    private final ExportRoute export;
    private final Endings endings;
    private final Announcements announcements;

    @Inject
    TransferSend(
            Plans plans,
            Traffic traffic,
            Breaker breaker,
            TransferRows rows,
            Comparison comparison,
            StoreRoute store,
            ExportRoute export,
            Endings endings,
            Announcements announcements) {
        this.plans = plans;
        this.traffic = traffic;
        this.breaker = breaker;
        this.rows = rows;
        this.comparison = comparison;
        this.store = store;
        this.export = export;
        this.endings = endings;
        this.announcements = announcements;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected TransferSend() {
        this.plans = null;
        this.traffic = null;
        this.breaker = null;
        this.rows = null;
        this.comparison = null;
        this.store = null;
        this.export = null;
        this.endings = null;
        this.announcements = null;
    }

    @Override
    public String kind() {
        return SendStudy.KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt, Lease lease) {
        SendStudy request = item.payload(SendStudy.class);
        Plan plan;
        Problem unplanned = null;
        try {
            plan = plans.of(request);
        } catch (ArchiveRefused e) {
            plan = NONE;
            unplanned = e.problem();
        }
        Standing standing = rows.standing(request.caseId());
        boolean urgent = standing.urgent();
        if (!traffic.slots().enter(request.destination(), urgent, plan.transfers())) {
            // the less time is left, the more often it asks for the next place that is free
            int weight = standing.weight(traffic.clock().instant());
            return WorkOutcome.again(
                    Duration.ofMillis(ThreadLocalRandom.current().nextLong(500, 3000) / weight));
        }
        try {
            return attempt(request, standing, plan, unplanned, lease);
        } finally {
            traffic.slots().leave(request.destination(), urgent);
        }
    }

    private WorkOutcome attempt(
            SendStudy request, Standing standing, Plan plan, @Nullable Problem unplanned, Lease lease) {
        List<Start> starts = new ArrayList<>(1);
        lease.fenced(() -> starts.add(start(request, standing, plan, lease)));
        if (starts.get(0) instanceof Start.Instead instead) {
            return instead.outcome();
        }
        Run run = ((Start.Begun) starts.get(0)).run();
        try {
            if (unplanned != null) {
                throw AttemptFailed.forGood(unplanned);
            }
            return plan.isExport() ? export.attempt(run) : store.attempt(run);
        } catch (AttemptFailed e) {
            return endings.failed(run, e);
        } catch (Run.Cancelled e) {
            return endings.cancelled(run);
        } catch (RuntimeException e) {
            if (e instanceof Lease.LeaseLost || lease.lost() || Failures.isDatabaseAway(e)) {
                throw e;
            }
            TransferLog.LOG.unforeseen(run.transfer().id(), Failures.describe(e));
            return endings.failed(run, AttemptFailed.inVain(Problem.of(TransferMessages.MESSAGES.unforeseen())));
        }
    }

    /** Whether an attempt begins, or what happens instead. */
    private sealed interface Start {
        record Begun(Run run) implements Start {}

        record Instead(WorkOutcome outcome) implements Start {}
    }

    private Start start(SendStudy request, Standing standing, Plan plan, Lease lease) {
        DicomUid study;
        try {
            study = new DicomUid(request.studyUid());
        } catch (OverreadException e) {
            return new Start.Instead(WorkOutcome.dead(e.problem()));
        }
        Optional<Transfer> opened = rows.open(request);
        if (opened.isEmpty()) {
            return new Start.Instead(WorkOutcome.done());
        }
        Transfer transfer = opened.get();
        Optional<WorkOutcome> rest = rest(transfer).or(() -> closed(transfer, standing, plan));
        if (rest.isPresent()) {
            return new Start.Instead(rest.get());
        }
        comparison.begin(transfer.id());
        TransferRows.Begun attempt = rows.begin(transfer);
        if (rows.announce(transfer)) {
            announcements.begun(transfer);
        }
        return new Start.Begun(
                new Run(transfer, study, standing, attempt.attempt(), attempt.afterInterruption(), plan, lease));
    }

    /** While a peer rests, this costs two statements and no call. */
    private Optional<WorkOutcome> rest(Transfer transfer) {
        Optional<Duration> destination = breaker.rest(Breaker.destination(transfer.destination()));
        if (destination.isPresent()) {
            return Optional.of(
                    resting(transfer, destination.get(), TransferMessages.MESSAGES.resting(transfer.destination())));
        }
        Optional<Duration> archive = breaker.rest(Breaker.archive(transfer.archive()));
        return archive.map(
                duration -> resting(transfer, duration, TransferMessages.MESSAGES.archiveResting(transfer.archive())));
    }

    /** Outside the line's hours; looked at again now and then, since the configuration may change. */
    private Optional<WorkOutcome> closed(Transfer transfer, Standing standing, Plan plan) {
        if (traffic.isOpen(plan, standing)) {
            return Optional.empty();
        }
        Instant now = traffic.clock().instant();
        Instant opens = plan.line().opensAfter(now).orElse(now.plus(LOOK_AGAIN));
        Duration wait = Duration.between(now, opens);
        return Optional.of(resting(
                transfer,
                wait.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : wait,
                TransferMessages.MESSAGES.lineClosed(transfer.destination(), opens)));
    }

    private WorkOutcome resting(Transfer transfer, Duration rest, String message) {
        return new WorkOutcome.Again(rest, () -> {
            if (transfer.problem() == null || transfer.state() != TransferState.WAITING) {
                rows.move(transfer, TransferState.WAITING, Problem.of(message), 0);
            }
        });
    }
}
