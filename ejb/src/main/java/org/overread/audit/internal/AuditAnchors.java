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
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.overread.audit.AuditLog;
import org.overread.audit.AuditMessages;
import org.overread.audit.proof.Anchor;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Failures;
import org.overread.shared.Settings;

/**
 * Tells the newest seal outside of the database: in a file, to the audit repositories, to a time stamp server, each as often
 * as {@code overread.audit.anchor.every} says and only when there is a new one. A place that takes nothing holds nothing up.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class AuditAnchors {
    @Inject
    private Jdbi jdbi;

    @Inject
    private AuditMessages messages;

    @Inject
    private AuditRepositories repositories;

    private final ReentrantLock turn = new ReentrantLock();
    private final List<AnchorTarget> targets = new ArrayList<>();
    private Duration every = Duration.ofMinutes(1);
    private volatile boolean open;

    /** Begins when the schema is there. */
    public void open(@Observes DatabaseReady ready) throws IOException, GeneralSecurityException {
        every = Settings.duration("overread.audit.anchor.every", every);
        String file = Settings.find("overread.audit.anchor.file");
        if (file != null) {
            targets.add(new FileAnchors(Path.of(file)));
        }
        String tsa = Settings.find("overread.audit.anchor.tsa");
        if (tsa != null) {
            targets.add(new TimestampAnchors(
                    URI.create(tsa),
                    HttpClient.newBuilder()
                            .connectTimeout(Duration.ofSeconds(5))
                            .build()));
        }
        repositories
                .targets()
                .forEach((name, syslog) -> targets.add(new SyslogAnchors("syslog " + name, syslog, messages)));
        targets.forEach(target -> jdbi.useHandle(h -> Anchoring.register(h, target.name())));
        if (targets.isEmpty()) {
            AuditLog.LOG.noAnchor();
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
        } catch (JdbiException e) {
            if (open) {
                AuditLog.LOG.notAnchored("database", Failures.describe(e));
            }
        } finally {
            turn.unlock();
        }
    }

    private void serve(AnchorTarget target) {
        Optional<Anchoring.Due> due = jdbi.withHandle(h -> Anchoring.claim(h, target.name(), every));
        if (due.isEmpty()) {
            return;
        }
        Optional<Anchor> next = jdbi.withHandle(h -> Anchoring.next(h, due.get().told()));
        if (next.isEmpty()) {
            return;
        }
        try {
            byte[] receipt = target.tell(next.get());
            jdbi.useHandle(h -> Anchoring.told(h, target.name(), next.get().seal(), receipt));
        } catch (IOException | GeneralSecurityException e) {
            if (!due.get().failing()) {
                AuditLog.LOG.notAnchored(target.name(), Failures.describe(e));
            }
            jdbi.useHandle(h -> Anchoring.failed(h, target.name()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void close() {
        open = false;
    }
}
