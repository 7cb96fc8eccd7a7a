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
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.overread.config.ConfigurationStore;
import org.overread.config.Retention;
import org.overread.shared.DatabaseState;
import org.overread.shared.Failures;
import org.overread.shared.Settings;

/**
 * Takes whole months of HL7 messages away once all of a month is older than {@code retention.messages} of the configuration,
 * else {@code overread.hl7.messages-kept}: its partition is dropped, nothing is deleted row by row. A month that holds a message
 * which is still to be sent stays. Where sites have times of their own a month is dropped after the longest of them, and
 * {@link MessageErasure} empties the others' before. Without any of it every message is kept.
 */
@Singleton
@PermitAll
@TransactionManagement(TransactionManagementType.BEAN) // each month is taken away by itself
@SuppressWarnings("NullAway.Init") // injected
public class MessageRetention {
    @Inject
    private Jdbi jdbi;

    @Inject
    private DatabaseState database;

    @Inject
    private ConfigurationStore configuration;

    /** Whether all of {@code :month} is older than {@code :kept}. */
    static final String OVER = "to_date(:month, 'YYYYMM') + interval '1 month' <= now() - cast(:kept as interval)";

    @Schedule(hour = "*", minute = "37", persistent = false)
    void hourly() {
        if (!database.ready()) {
            return;
        }
        Retention retention = configuration.current().retention();
        Duration setting = Settings.duration("overread.hl7.messages-kept", Duration.ZERO);
        Duration usual = retention.messages() != null ? retention.messages() : setting.isZero() ? null : setting;
        MessageErasure erasure = new MessageErasure(jdbi, retention, usual);
        try {
            Optional<Duration> longest = erasure.longest();
            for (String month : longest.isPresent() ? drop(jdbi, longest.get()) : List.<String>of()) {
                LOG.monthDropped(month);
            }
            for (MessageErasure.Erased erased : erasure.erase()) {
                LOG.monthErased(erased.messages(), erased.month());
            }
        } catch (JdbiException e) {
            LOG.monthNotDropped(Failures.describe(e));
        }
    }

    /**
     * The months that were taken away, as {@code 202601}. What another node is dropping, or somebody is reading for long,
     * is left to the next time.
     */
    static List<String> drop(Jdbi jdbi, Duration kept) {
        return months(jdbi).stream()
                .filter(month -> jdbi.withHandle(h -> h.createQuery("select " + OVER)
                        .bind("month", month)
                        .bind("kept", kept.toString())
                        .mapTo(Boolean.class)
                        .one()))
                .filter(month -> jdbi.inTransaction(h -> dropped(h, month)))
                .toList();
    }

    /** The months that there are, oldest first, as {@code 202601}. */
    static List<String> months(Jdbi jdbi) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select right(relname, 6) from pg_class join pg_inherits on inhrelid = pg_class.oid
                         where inhparent = 'message'::regclass and relname ~ '^message_[0-9]{6}$'
                         order by 1""").mapTo(String.class).list());
    }

    private static boolean dropped(Handle h, String month) {
        h.execute("set local lock_timeout = '5s'"); // who waits for this lock must not keep the feed waiting for long
        boolean mine = h.createQuery("select pg_try_advisory_xact_lock(hashtext('message_' || :month))")
                .bind("month", month)
                .mapTo(Boolean.class)
                .one();
        if (!mine || stillNeeded(h, month)) {
            return false;
        }
        h.execute("drop table if exists message_identifier_" + month);
        h.execute("drop table if exists message_" + month);
        h.execute("delete from message_erased where month = ?", month);
        return true;
    }

    /** A message that waits to be sent, or that a person has to decide about. */
    private static boolean stillNeeded(Handle h, String month) {
        return h.createQuery("select exists (select from outgoing_message o join message_" + month
                        + " m on m.id = o.message_id and m.received_at = o.received_at"
                        + " where o.state in ('WAITING', 'IN_DOUBT'))")
                .mapTo(Boolean.class)
                .one();
    }
}
