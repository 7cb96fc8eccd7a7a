/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.overread.audit.AuditLog;
import org.overread.audit.proof.Anchors;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Failures;
import org.overread.shared.Settings;

/**
 * Takes months that are older than {@code overread.audit.archive.after} (in months, default 24) into files below
 * {@code overread.audit.archive.folder}, one an hour, on one node. Without a folder nothing is ever taken away.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class AuditArchiver {
    @Inject
    private Transactions transactions;

    private volatile boolean open;

    /** Begins when the schema is there. */
    public void open(@Observes DatabaseReady ready) {
        open = true;
    }

    @Schedule(hour = "*", minute = "23", persistent = false)
    void tick() {
        String folder = Settings.find("overread.audit.archive.folder");
        if (!open || folder == null) {
            return;
        }
        try {
            boolean mine = transactions.get(h -> h.createUpdate("""
                            update audit_archive_turn set due_at = clock_timestamp() + interval '50 minutes'
                             where due_at <= clock_timestamp()""").execute()) > 0;
            if (mine) {
                String file = Settings.find("overread.audit.anchor.file");
                Anchors anchors = file == null ? new Anchors() : new FileAnchors(Path.of(file)).read();
                Optional<MonthArchive.Archived> done = new MonthArchive(transactions, Path.of(folder), anchors)
                        .oldest(Settings.number("overread.audit.archive.after", 24));
                done.ifPresent(month -> AuditLog.LOG.archived(
                        month.month().toString(), month.events(), month.file().toString()));
            }
        } catch (MonthArchive.NotWhole e) {
            AuditLog.LOG.archiveNotWhole(String.valueOf(e.getMessage()));
        } catch (IOException | EJBException | JdbiException e) {
            AuditLog.LOG.notArchived(Failures.describe(e));
        }
    }
}
