/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.overread.audit.AuditLog;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Failures;

/**
 * Sends the trail on to the audit repositories of {@code overread.audit.udp} and {@code overread.audit.tls}, each
 * {@code host:port}, in the order it was committed, from where it was left. One node at a time serves a repository; one
 * that is away is tried again and holds up nothing else. A message may arrive twice after a crash, never not at all.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class AuditForwarder {
    private static final int BATCH = 200;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PAUSE_MOST = Duration.ofMinutes(2);

    @Inject
    private Jdbi jdbi;

    @Inject
    private AuditRepositories repositories;

    private final String owner = UUID.randomUUID().toString();
    private final Map<String, Syslog> targets = new LinkedHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean open;

    /** Begins when the schema is there. */
    public void open(@Observes DatabaseReady ready) throws IOException, GeneralSecurityException {
        targets.putAll(repositories.targets());
        for (String target : targets.keySet()) {
            jdbi.useHandle(handle -> AuditForwarding.register(handle, target));
            AuditLog.LOG.forwarding(target);
        }
        open = true;
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        if (!open || targets.isEmpty() || !turn.tryLock()) {
            return;
        }
        try {
            targets.forEach(this::serve);
        } finally {
            turn.unlock();
        }
    }

    private void serve(String target, Syslog syslog) {
        try {
            boolean more = true;
            while (more && open) {
                Optional<AuditForwarding.Cursor> cursor =
                        jdbi.withHandle(handle -> AuditForwarding.lease(handle, target, owner, LEASE));
                more = cursor.isPresent() && send(target, syslog, cursor.get());
            }
        } catch (JdbiException e) {
            AuditLog.LOG.repositoryAway(target, Failures.describe(e));
        }
    }

    /** Sends one batch; true when there may be more. */
    private boolean send(String target, Syslog syslog, AuditForwarding.Cursor cursor) {
        List<AuditForwarding.Kept> batch = jdbi.withHandle(handle -> AuditForwarding.next(handle, cursor, BATCH));
        AuditForwarding.Kept last = null;
        try {
            for (AuditForwarding.Kept kept : batch) {
                syslog.send(kept.message());
                last = kept;
            }
        } catch (Exception e) { // what IPF's interface declares
            if (cursor.failures() == 0) {
                AuditLog.LOG.repositoryAway(target, Failures.describe(e));
            }
            Duration pause =
                    Duration.ofSeconds(Math.min(PAUSE_MOST.toSeconds(), 1L << Math.min(cursor.failures(), 10)));
            keep(target, last);
            jdbi.useHandle(handle -> AuditForwarding.failed(
                    handle, target, owner, pause, e.getClass().getName()));
            return false;
        }
        keep(target, last);
        return batch.size() == BATCH;
    }

    private void keep(String target, AuditForwarding.@Nullable Kept last) {
        if (last != null) {
            jdbi.useHandle(handle -> AuditForwarding.advance(handle, target, owner, last));
        }
    }

    @PreDestroy
    void close() {
        open = false;
    }
}
