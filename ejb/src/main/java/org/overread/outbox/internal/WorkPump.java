/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Jdbi;
import org.overread.outbox.Lane;
import org.overread.outbox.Lease;
import org.overread.outbox.OutboxLog;
import org.overread.outbox.OutboxMessages;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Failures;
import org.overread.shared.Problem;
import org.overread.shared.Settings;

/** Opens the lanes once the database is there, and does each leased row by the handler of its kind. */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class WorkPump {
    private static final Duration BACKOFF_FIRST = Duration.ofSeconds(1);
    private static final Duration BACKOFF_MOST = Duration.ofMinutes(5);
    private static final int UNFORESEEN_TRIES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Jdbi jdbi;

    @Inject
    private JtaWork work;

    @Inject
    private WorkTransactions transactions;

    @Inject
    @Any
    private Instance<WorkHandler> found;

    private final Map<String, WorkHandler> handlers = new HashMap<>();
    private final Map<Lane, LaneWorkers> lanes = new EnumMap<>(Lane.class);

    @PostConstruct
    void collect() {
        for (WorkHandler handler : found) {
            if (handlers.put(handler.kind(), handler) != null) {
                throw new IllegalStateException("two handlers of kind " + handler.kind());
            }
        }
    }

    /** Begins when the schema is there. */
    public void open(@Observes DatabaseReady ready) {
        String owner = System.getProperty("jboss.node.name", "node") + "/" + UUID.randomUUID();
        Duration lease = Settings.duration("overread.outbox.lease", Duration.ofSeconds(30));
        Duration poll = Settings.duration("overread.outbox.poll", Duration.ofSeconds(1));
        int shorts = Settings.number("overread.outbox.short-workers", 4);
        int longs = Settings.number("overread.outbox.long-workers", 8);
        int urgents = Settings.number("overread.outbox.urgent-workers", 4);
        synchronized (lanes) {
            if (!lanes.isEmpty()) {
                return;
            }
            int rows = Settings.number("overread.outbox.short-batch", 8);
            lanes.put(Lane.SHORT, workers(Lane.SHORT, shorts, rows, owner, lease, poll));
            lanes.put(Lane.LONG, workers(Lane.LONG, longs, 1, owner, lease, poll));
            lanes.put(Lane.URGENT, workers(Lane.URGENT, urgents, 1, owner, lease, poll));
            lanes.values().forEach(LaneWorkers::start);
        }
        OutboxLog.LOG.open(owner, shorts, longs);
    }

    private LaneWorkers workers(Lane lane, int size, int rows, String owner, Duration lease, Duration poll) {
        return new LaneWorkers(
                lane, size, rows, this::goesTogether, owner, lease, poll, jdbi, threads, this::performAll);
    }

    private boolean goesTogether(Claim claim) {
        return handlers.get(claim.item().kind()) instanceof WorkHandler.Together;
    }

    /** There may be something to do now. */
    public void wake(Lane lane) {
        LaneWorkers workers;
        synchronized (lanes) {
            workers = lanes.get(lane);
        }
        if (workers != null) {
            workers.wake();
        }
    }

    @PreDestroy
    void close() {
        synchronized (lanes) {
            lanes.values().forEach(workers -> workers.stop(PATIENCE));
            lanes.clear();
        }
    }

    private void performAll(List<Running> batch) {
        if (batch.size() == 1 || !performTogether(batch)) {
            batch.forEach(this::perform);
        }
    }

    /**
     * One commit for all: what a busy day's work waits for is the disk. When it fails nothing of it is there, and each
     * row is done by itself, so that one that cannot be done holds up none of the others.
     *
     * @return false when nothing was done
     */
    private boolean performTogether(List<Running> batch) {
        Map<WorkHandler.Transactional, List<Claim>> steps = new LinkedHashMap<>();
        for (Running running : batch) {
            if (!(handlers.get(running.claim().item().kind()) instanceof WorkHandler.Transactional handler)) {
                return false;
            }
            steps.computeIfAbsent(handler, h -> new ArrayList<>()).add(running.claim());
        }
        try {
            transactions.run(() -> steps.forEach(this::performTogether));
            return true;
        } catch (RuntimeException e) {
            OutboxLog.LOG.debugf("%d rows one by one: %s", batch.size(), Failures.describe(e));
            return false;
        }
    }

    private void performTogether(WorkHandler.Transactional handler, List<Claim> claims) {
        if (handler instanceof WorkHandler.Together together) {
            List<WorkOutcome> outcomes =
                    together.handleAll(claims.stream().map(Claim::item).toList());
            for (int i = 0; i < claims.size(); i++) {
                record(claims.get(i), outcomes.get(i));
            }
        } else {
            claims.forEach(claim -> record(claim, handler.handle(claim.item(), claim.attempt())));
        }
    }

    private void perform(Running running) {
        Claim claim = running.claim();
        try {
            attempt(running);
        } catch (RuntimeException e) {
            if (causedByLostLease(e)) {
                OutboxLog.LOG.leaseLost(claim.id(), claim.item().kind());
                return;
            }
            OutboxLog.LOG.failed(claim.id(), claim.item().kind(), Failures.describe(e));
            if (!Failures.isDatabaseAway(e)) {
                afterFailure(claim);
            } // else the lease ends by itself, and the row is there for whoever is next
        }
    }

    private void attempt(Running running) {
        Claim claim = running.claim();
        WorkHandler handler = handlers.get(claim.item().kind());
        if (handler == null) {
            finish(claim, WorkOutcome.dead(Problem.of(OutboxMessages.MESSAGES.unknownKind())));
        } else if (handler instanceof WorkHandler.Transactional transactional) {
            transactions.run(() -> record(claim, transactional.handle(claim.item(), claim.attempt())));
        } else if (handler instanceof WorkHandler.Lengthy lengthy) {
            finish(claim, lengthy.handle(claim.item(), claim.attempt(), new HeldLease(running)));
        }
    }

    private void finish(Claim claim, WorkOutcome outcome) {
        transactions.run(() -> record(claim, outcome));
    }

    private void record(Claim claim, WorkOutcome outcome) {
        outcome.effect().run();
        work.finish(claim, outcome, backoff(claim.attempt()));
        if (outcome instanceof WorkOutcome.Dead dead) {
            OutboxLog.LOG.dead(claim.id(), claim.item().kind(), dead.problem().code());
        }
    }

    private void afterFailure(Claim claim) {
        try {
            finish(
                    claim,
                    claim.attempt() + 1 < UNFORESEEN_TRIES
                            ? WorkOutcome.retry(Problem.of(OutboxMessages.MESSAGES.unforeseen()))
                            : WorkOutcome.dead(Problem.of(OutboxMessages.MESSAGES.tooOften())));
        } catch (RuntimeException e) {
            OutboxLog.LOG.failed(claim.id(), claim.item().kind(), Failures.describe(e));
        }
    }

    /** Doubles from a second to five minutes; jitter keeps what failed together from coming back together. */
    static Duration backoff(int attempt) {
        long most = Math.min(BACKOFF_MOST.toMillis(), BACKOFF_FIRST.toMillis() << Math.min(attempt, 20));
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    private static boolean causedByLostLease(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof Lease.LeaseLost) {
                return true;
            }
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        return false;
    }

    private final class HeldLease implements Lease {
        private final Running running;

        HeldLease(Running running) {
            this.running = running;
        }

        @Override
        public boolean lost() {
            return running.lost();
        }

        @Override
        public void fenced(Runnable change) {
            transactions.run(() -> {
                change.run();
                work.guard(running.claim());
            });
        }
    }
}
