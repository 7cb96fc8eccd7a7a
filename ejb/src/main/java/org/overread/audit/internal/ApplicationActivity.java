/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.overread.audit.AuditLog;
import org.overread.audit.AuditMessages;
import org.overread.audit.AuditTrail;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Failures;

/** Tells that the application started on this node, and that it stopped in good order. */
@Singleton
@Startup
@PermitAll
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class ApplicationActivity {
    @Inject
    private AuditTrail trail;

    @Inject
    private Jdbi jdbi;

    @Inject
    private AuditMessages messages;

    private final AtomicBoolean started = new AtomicBoolean();

    public void started(@Observes DatabaseReady ready) {
        if (started.compareAndSet(false, true)) {
            trail.recordAlone(messages.applicationActivity(true));
        }
    }

    @PreDestroy
    void stopped() {
        if (started.get()) {
            try {
                // not by the trail: as a bean beside this one it may have been stopped before
                jdbi.useHandle(h -> JdbiAuditTrail.insert(h, messages.applicationActivity(false)));
            } catch (JdbiException e) {
                // the database may be gone first; a stop must go on
                AuditLog.LOG.notWritten(Failures.describe(e));
            }
        }
    }
}
