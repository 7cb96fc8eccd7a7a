/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/**
 * Collects a transaction's work and writes it just before the commit: few statements, key rows locked late, for a
 * short time and in one order. Workers are woken after the commit.
 */
@ApplicationScoped
public class JtaWork implements Work {
    private static final Object PENDING = new Object();

    @SuppressWarnings("NullAway.Init") // injected
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    private final Jdbi jdbi;
    private final WakeUps wakeUps;

    @Inject
    JtaWork(Jdbi jdbi, WakeUps wakeUps) {
        this.jdbi = jdbi;
        this.wakeUps = wakeUps;
    }

    /** For the proxy that the container makes. */
    @SuppressWarnings("NullAway")
    protected JtaWork() {
        this.jdbi = null;
        this.wakeUps = null;
    }

    @Override
    public void append(WorkItem item) {
        pending().items.add(new WorkTable.Appended(item, false));
    }

    @Override
    public void appendUnlessWaiting(WorkItem item) {
        pending().items.add(new WorkTable.Appended(item, true));
    }

    @Override
    public void hasten(String key) {
        pending().hastened.add(key);
    }

    /** Records a worker's outcome in this transaction; the commit fails when its lease is another's by then. */
    void finish(Claim claim, WorkOutcome outcome, Duration backoff) {
        pending().endings.add(new Ending(claim, outcome, backoff));
    }

    /** Lets this transaction commit only while the lease is this worker's. */
    void guard(Claim claim) {
        pending().endings.add(new Ending(claim, null, Duration.ZERO));
    }

    private Pending pending() {
        if (registry.getTransactionKey() == null) {
            throw new IllegalStateException("work is appended in the transaction of its cause");
        }
        Pending pending = (Pending) registry.getResource(PENDING);
        if (pending == null) {
            pending = new Pending();
            registry.putResource(PENDING, pending);
            registry.registerInterposedSynchronization(pending);
        }
        return pending;
    }

    private final class Pending implements Synchronization {
        private final List<WorkTable.Appended> items = new ArrayList<>();
        private final List<Ending> endings = new ArrayList<>();
        private final List<String> hastened = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            if (!items.isEmpty() || !endings.isEmpty() || !hastened.isEmpty()) {
                jdbi.useHandle(this::write);
            }
        }

        private void write(Handle handle) {
            if (!items.isEmpty()) {
                WorkTable.append(handle, items);
            }
            hastened.forEach(key -> WorkTable.hasten(handle, key));
            if (!endings.isEmpty()) {
                WorkTable.finish(handle, endings);
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                Set<Lane> lanes = EnumSet.noneOf(Lane.class);
                items.forEach(appended -> lanes.add(appended.item().lane()));
                if (!hastened.isEmpty()) {
                    lanes.add(Lane.URGENT);
                }
                lanes.forEach(wakeUps::signal);
            }
        }
    }
}
