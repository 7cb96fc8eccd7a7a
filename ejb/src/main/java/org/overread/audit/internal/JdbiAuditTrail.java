/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditTrail;

/**
 * The trail in the table {@code audit_event}. An event's place is its writer's slot and counter, which has no gaps since the
 * slot's row is locked until the transaction ends; that is what the sealer knows a removed event by. What one transaction
 * did is written just before it commits, with one statement: the writer's row is locked late and for a short time.
 */
@ApplicationScoped
public class JdbiAuditTrail implements AuditTrail {
    private static final Object PENDING = new Object();

    /** Each connection looks for a writer from a place of its own on, so that few look at the same one. */
    private static final String WRITER_AT_REST = """
            update audit_writer set seq = seq + :count
             where slot = (select slot from audit_writer
                            order by (slot + pg_backend_pid()) % 16, slot limit 1 for update skip locked)
            returning slot, seq - :count as before, clock_timestamp() as at""";

    private static final String ONE_MORE_WRITER =
            "insert into audit_writer (seq) values (:count) returning slot, 0::bigint as before, clock_timestamp() as at";

    private static final String INSERT = """
            ), events as (
                select slot, before + place as seq, at, event, action, outcome, who, site, subject,
                       convert_to(message, 'UTF8') as message
                  from writer, unnest(:events, :actions, :outcomes, :whos, :sites, :subjects, :messages)
                               with ordinality as e (event, action, outcome, who, site, subject, message, place))
            insert into audit_event (slot, seq, at, event, action, outcome, who, site, subject, canonical)
            select slot, seq, at, event, action, outcome, who, site, subject,
                   audit_canonical(slot, seq, at, event, action, outcome, who, site, subject, message)
              from events order by seq""";

    @SuppressWarnings("NullAway.Init") // injected
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    private final Jdbi jdbi;
    private final Transactions transactions;

    @Inject
    JdbiAuditTrail(Jdbi jdbi, Transactions transactions) {
        this.jdbi = jdbi;
        this.transactions = transactions;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JdbiAuditTrail() {
        this.jdbi = null;
        this.transactions = null;
    }

    @Override
    public void record(AuditRecord entry) {
        if (registry.getTransactionKey() == null) {
            throw new IllegalStateException("an act is audited in its own transaction");
        }
        Pending pending = (Pending) registry.getResource(PENDING);
        if (pending == null) {
            pending = new Pending();
            registry.putResource(PENDING, pending);
            registry.registerInterposedSynchronization(pending);
        }
        pending.add(entry);
    }

    @Override
    public void recordAlone(AuditRecord entry) {
        transactions.run(h -> insert(h, entry));
    }

    static void insert(Handle h, AuditRecord entry) {
        insert(h, List.of(entry));
    }

    /** Takes a writer that nobody uses for as long as this transaction lasts; one more when all are at work. */
    static void insert(Handle h, List<AuditRecord> entries) {
        if (write(h, WRITER_AT_REST, entries) == 0) {
            write(h, ONE_MORE_WRITER, entries);
        }
    }

    private static int write(Handle h, String writer, List<AuditRecord> entries) {
        return h.createUpdate("with writer as (" + writer + INSERT)
                .bind("count", (long) entries.size())
                .bindArray("events", String.class, column(entries, AuditRecord::event))
                .bindArray("actions", String.class, column(entries, AuditRecord::action))
                .bindArray("outcomes", Integer.class, column(entries, AuditRecord::outcome))
                .bindArray("whos", String.class, column(entries, AuditRecord::who))
                .bindArray("sites", String.class, column(entries, AuditRecord::site))
                .bindArray("subjects", String.class, column(entries, AuditRecord::subject))
                .bindArray(
                        "messages",
                        String.class,
                        column(entries, entry -> new String(entry.message(), StandardCharsets.UTF_8)))
                .execute();
    }

    private static Object[] column(List<AuditRecord> entries, Function<AuditRecord, Object> value) {
        return entries.stream().map(value).toArray();
    }

    /** What one transaction did. */
    private final class Pending implements Synchronization {
        private final List<AuditRecord> entries = new ArrayList<>();
        private boolean written;

        private void add(AuditRecord entry) {
            if (written) {
                // what came now would be committed without its event
                throw new IllegalStateException("an act is audited before its transaction completes");
            }
            entries.add(entry);
        }

        @Override
        public void beforeCompletion() {
            written = true;
            jdbi.useHandle(h -> insert(h, entries));
        }

        @Override
        public void afterCompletion(int status) {
            // they are there, or nothing of the act is
        }
    }
}
