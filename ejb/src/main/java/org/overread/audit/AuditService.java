/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.overread.audit.internal.AuditQuestions;
import org.overread.shared.Settings;

/** Reading the trail, which is itself an event of the trail (110101 Audit Log Used). */
@Stateless
@RolesAllowed("overread-auditor")
@SuppressWarnings("NullAway.Init") // injected
public class AuditService {
    @Inject
    private Jdbi jdbi;

    @Inject
    private AuditTrail trail;

    @Inject
    private AuditMessages messages;

    @Resource
    private SessionContext caller;

    /** Newest first; see {@link AuditSearch}. */
    public List<AuditEntry> search(AuditSearch search) {
        List<AuditEntry> page = jdbi.withHandle(h -> AuditQuestions.search(h, search));
        trail.record(messages.logUsed(caller.getCallerPrincipal().getName()));
        return page;
    }

    /** What deserves a look, since then. */
    public List<UnusualAccess> unusual(Instant since) {
        int many = Settings.number("overread.audit.many", 60);
        List<UnusualAccess> found = jdbi.withHandle(h -> AuditQuestions.unusual(h, since, many));
        trail.record(messages.logUsed(caller.getCallerPrincipal().getName()));
        return found;
    }
}
