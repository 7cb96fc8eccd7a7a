/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.overread.config.Archive;
import org.overread.config.ConfigurationStore;
import org.overread.config.ParcelInbox;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.shared.DatabaseState;

/** Looks for parcels in the archives' inboxes, every few seconds on every node; of two that see one, one takes it. */
@Singleton
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class ParcelInboxWatch {
    private static final int MOST = 100;
    private static final Duration SETTLED = Duration.ofSeconds(5);

    @Inject
    private ConfigurationStore configurations;

    @Inject
    private Work work;

    @Inject
    private DatabaseState database;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void look() {
        if (database.problem() == null) {
            configurations.current().archives().forEach(this::look);
        }
    }

    private void look(Archive archive) {
        ParcelInbox inbox = archive.inbox();
        if (inbox == null) {
            return;
        }
        int found = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(inbox.folder(), "*.age")) {
            for (Path file : files) {
                if (changedLately(file)) {
                    continue;
                }
                if (found++ == MOST) {
                    return;
                }
                String name = String.valueOf(file.getFileName());
                work.appendUnlessWaiting(WorkItem.now(
                        ParcelReceiver.KIND,
                        "parcel:" + archive.name() + ":" + name,
                        Lane.LONG,
                        new ParcelReceiver.Arrived(archive.name(), name)));
            }
        } catch (IOException e) {
            ParcelLog.LOG.inboxUnreadable(archive.name());
        }
    }

    /** Somebody may still write to it. */
    private static boolean changedLately(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() > System.currentTimeMillis() - SETTLED.toMillis();
    }
}
