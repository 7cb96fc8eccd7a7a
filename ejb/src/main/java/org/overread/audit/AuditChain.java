/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.audit.internal.ChainBook;
import org.overread.audit.proof.Inclusion;

/** What proves the trail whole; each look at it is itself an event of the trail (110101 Audit Log Used). */
@Stateless
@RolesAllowed("overread-auditor")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@SuppressWarnings("NullAway.Init") // injected
public class AuditChain {
    @Inject
    private ChainBook book;

    @Inject
    private AuditTrail trail;

    @Inject
    private AuditMessages messages;

    @Resource
    private SessionContext caller;

    /**
     * Looks at a stretch of the chain, for at most some seconds.
     *
     * @param after where the stretch before said to go on; 0 for the beginning
     */
    public AuditVerification verify(long after) {
        used();
        return book.verify(after);
    }

    /**
     * The chain as lines of JSON, which the offline verifier reads.
     *
     * @param after the seal to begin behind; 0 for the whole
     */
    public AuditExport export(long after) {
        used();
        return out -> book.export(after, out);
    }

    /** That one event is in the chain, up to a seal that was told outside. */
    public Inclusion proof(long eventId) {
        used();
        return book.proof(eventId);
    }

    /** What was told outside, newest seal first. */
    public List<AuditAnchor> anchors(@Nullable Long before, int limit) {
        used();
        return book.anchors(before, limit);
    }

    private void used() {
        trail.recordAlone(messages.logUsed(caller.getCallerPrincipal().getName()));
    }
}
