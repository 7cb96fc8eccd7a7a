/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.overread.audit.AuditLog;
import org.overread.audit.proof.Seal;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Failures;

/**
 * Orders and seals what was written, once a second and on whichever node has the turn. What it cannot do now it does when
 * it is asked next: nothing that is written waits for it.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class AuditSealer {
    @Inject
    private SealWriter writer;

    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean open;
    private volatile boolean failing;
    private volatile @Nullable SigningKey key;

    /** Begins when the schema is there. */
    public void open(@Observes DatabaseReady ready) throws GeneralSecurityException {
        key = SigningKey.fromSettings().orElse(null);
        if (key == null) {
            AuditLog.LOG.unsigned();
        }
        open = true;
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        if (!open || !turn.tryLock()) {
            return;
        }
        try {
            boolean more = true;
            while (more && open) {
                Sealing.Turn done = writer.turn(key);
                Seal seal = done.seal();
                if (seal != null && !seal.missing().isEmpty()) {
                    AuditLog.LOG.missing(seal.missing().size(), seal.number());
                }
                more = done.more();
            }
            failing = false;
        } catch (JdbiException | EJBException | GeneralSecurityException e) {
            if (open && !failing) {
                AuditLog.LOG.notSealed(Failures.describe(e));
            }
            failing = true;
        } finally {
            turn.unlock();
        }
    }

    @PreDestroy
    void close() {
        open = false;
    }
}
