/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditTrail;

/** The trail in the table {@code audit_event}. */
@Stateless
@PermitAll
@Local(AuditTrail.class)
@SuppressWarnings("NullAway.Init") // injected
public class JdbiAuditTrail implements AuditTrail {
    @Inject
    private Jdbi jdbi;

    @Override
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void record(AuditRecord entry) {
        insert(jdbi, entry);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void recordAlone(AuditRecord entry) {
        insert(jdbi, entry);
    }

    static void insert(Jdbi jdbi, AuditRecord entry) {
        jdbi.useHandle(h -> h.createUpdate("""
                        insert into audit_event (event, action, outcome, who, site, subject, message)
                        values (:event, :action, :outcome, :who, :site, :subject, :message)""")
                .bind("event", entry.event())
                .bind("action", entry.action())
                .bind("outcome", entry.outcome())
                .bind("who", entry.who())
                .bind("site", entry.site())
                .bind("subject", entry.subject())
                .bind("message", entry.message())
                .execute());
    }
}
