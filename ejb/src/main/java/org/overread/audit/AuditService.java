/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.audit.proof.CanonicalEvent;

/** Reading the trail, which is itself an event of the trail (110101 Audit Log Used). */
@Stateless
@RolesAllowed("overread-auditor")
@SuppressWarnings("NullAway.Init") // injected
public class AuditService {
    private static final int MOST = 500;

    @Inject
    private Jdbi jdbi;

    @Inject
    private AuditTrail trail;

    @Inject
    private AuditMessages messages;

    @Resource
    private SessionContext caller;

    /**
     * Newest first.
     *
     * @param before the id to continue below; null for the first page
     * @param event a DCM code to keep to; null for all
     * @param who a user or peer to keep to; null for all
     * @param subject such as {@code case:1}; null for all
     */
    public List<AuditEntry> list(
            @Nullable Long before, @Nullable String event, @Nullable String who, @Nullable String subject, int limit) {
        List<AuditEntry> page = jdbi.withHandle(h -> h.createQuery("""
                        select * from audit_event
                         where id < coalesce(:before, 9223372036854775807)
                           and (cast(:event as text) is null or event = :event)
                           and (cast(:who as text) is null or who = :who)
                           and (cast(:subject as text) is null or subject = :subject)
                         order by id desc limit :limit""")
                .bind("before", before)
                .bind("event", event)
                .bind("who", who)
                .bind("subject", subject)
                .bind("limit", Math.min(Math.max(limit, 1), MOST))
                .map((row, context) -> new AuditEntry(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("event"),
                        row.getString("action"),
                        row.getInt("outcome"),
                        row.getString("who"),
                        row.getString("subject"),
                        new String(CanonicalEvent.message(row.getBytes("canonical")), StandardCharsets.UTF_8)))
                .list());
        trail.record(messages.logUsed(caller.getCallerPrincipal().getName()));
        return page;
    }
}
