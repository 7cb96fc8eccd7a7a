/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditTrail;

/**
 * The trail in the table {@code audit_event}. An event's place is its writer's slot and counter, which has no gaps since the
 * slot's row is locked until the transaction ends; that is what the sealer knows a removed event by.
 */
@Stateless
@PermitAll
@Local(AuditTrail.class)
@SuppressWarnings("NullAway.Init") // injected
public class JdbiAuditTrail implements AuditTrail {
    /** Each connection looks for a writer from a place of its own on, so that few look at the same one. */
    private static final String WRITER_AT_REST = """
            update audit_writer set seq = seq + 1
             where slot = (select slot from audit_writer
                            order by (slot + pg_backend_pid()) % 16, slot limit 1 for update skip locked)
            returning slot, seq, clock_timestamp() as at""";

    private static final String ONE_MORE_WRITER =
            "insert into audit_writer (seq) values (1) returning slot, seq, clock_timestamp() as at";

    private static final String INSERT = """
            ) insert into audit_event (slot, seq, at, event, action, outcome, who, site, subject, canonical)
            select slot, seq, at, :event, :action, :outcome, :who, :site, :subject,
                   audit_canonical(slot, seq, at, :event, :action, :outcome, :who, :site, :subject, :message)
              from writer""";

    @Inject
    private Jdbi jdbi;

    @Override
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void record(AuditRecord entry) {
        jdbi.useHandle(h -> insert(h, entry));
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void recordAlone(AuditRecord entry) {
        jdbi.useHandle(h -> insert(h, entry));
    }

    /** Takes a writer that nobody uses for as long as this transaction lasts; one more when all are at work. */
    static void insert(Handle h, AuditRecord entry) {
        if (write(h, WRITER_AT_REST, entry) == 0) {
            write(h, ONE_MORE_WRITER, entry);
        }
    }

    private static int write(Handle h, String writer, AuditRecord entry) {
        return h.createUpdate("with writer as (" + writer + INSERT)
                .bind("event", entry.event())
                .bind("action", entry.action())
                .bind("outcome", entry.outcome())
                .bind("who", entry.who())
                .bind("site", entry.site())
                .bind("subject", entry.subject())
                .bind("message", entry.message())
                .execute();
    }
}
