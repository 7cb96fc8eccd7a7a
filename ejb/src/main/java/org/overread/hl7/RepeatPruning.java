/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.overread.hl7.Hl7Log.LOG;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.overread.config.ConfigurationStore;
import org.overread.shared.DatabaseState;
import org.overread.shared.Failures;
import org.overread.shared.Settings;

/**
 * Forgets old repeat keys, hourly and in small batches, so that their table does not grow without end. A message that is
 * sent again later than that is applied again, like one from a sender that uses its control IDs anew.
 */
@Singleton
@PermitAll
@TransactionManagement(TransactionManagementType.BEAN) // each batch commits by itself
@SuppressWarnings("NullAway.Init") // injected
public class RepeatPruning {
    static final int BATCH = 1000;
    private static final int BATCHES = 200;

    @Inject
    private Jdbi jdbi;

    @Inject
    private DatabaseState database;

    @Inject
    private ConfigurationStore configuration;

    @Schedule(hour = "*", minute = "23", persistent = false)
    void hourly() {
        if (!database.ready()) {
            return;
        }
        Duration own = configuration.current().retention().repeats();
        Duration kept = own == null ? Settings.duration("overread.hl7.repeats-kept", Duration.ofDays(30)) : own;
        try {
            int batches = 0;
            while (batches < BATCHES && prune(jdbi, kept) == BATCH) {
                batches++;
            }
        } catch (JdbiException e) {
            LOG.repeatsNotPruned(Failures.describe(e));
        }
    }

    /** Takes away the oldest keys beyond that age, a batch at most, and pointers of parts whose rest never came; several nodes do not wait for one another. */
    static int prune(Jdbi jdbi, Duration kept) {
        jdbi.useHandle(
                h -> h.createUpdate("delete from message_part where received_at < now() - cast(:kept as interval)")
                        .bind("kept", kept.toString())
                        .execute());
        return jdbi.withHandle(h -> h.createUpdate("""
                        delete from message_repeat where ctid = any(array(
                            select ctid from message_repeat
                             where received_at < now() - cast(:kept as interval)
                             order by received_at limit :batch for update skip locked))""")
                .bind("kept", kept.toString())
                .bind("batch", BATCH)
                .execute());
    }
}
