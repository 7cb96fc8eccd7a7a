/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.audit.AuditAnchor;
import org.overread.audit.AuditProblems;
import org.overread.audit.AuditVerification;
import org.overread.audit.proof.Anchors;
import org.overread.audit.proof.Inclusion;
import org.overread.shared.OverreadException;
import org.overread.shared.Settings;

/** Reads the chain, each time in a transaction of its own that sees one moment. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
@SuppressWarnings("NullAway.Init") // injected
public class ChainBook {
    private static final Duration STRETCH = Duration.ofSeconds(10);

    @Inject
    private Jdbi jdbi;

    @Inject
    private Transactions transactions;

    public AuditVerification verify(long after) {
        Anchors anchors = anchorsOutside();
        SigningKey key = key();
        return jdbi.withHandle(h -> new ChainVerification(h, anchors, key).stretch(after, STRETCH));
    }

    /** Not one transaction: seals never change, so an export of any length holds nothing up. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void export(long after, OutputStream out) throws IOException {
        new ChainExport(transactions, out).everythingAfter(after);
    }

    public Inclusion proof(long eventId) {
        return jdbi.withHandle(h -> InclusionProofs.of(h, eventId));
    }

    public List<AuditAnchor> anchors(@Nullable Long before, int limit) {
        return jdbi.withHandle(h -> InclusionProofs.anchors(h, before, limit));
    }

    private static Anchors anchorsOutside() {
        String file = Settings.find("overread.audit.anchor.file");
        try {
            return file == null ? new Anchors() : new FileAnchors(Path.of(file)).read();
        } catch (IOException e) {
            throw new OverreadException(OverreadException.Kind.UNAVAILABLE, AuditProblems.MESSAGES.anchorsUnreadable());
        }
    }

    private static @Nullable SigningKey key() {
        try {
            return SigningKey.fromSettings().orElse(null);
        } catch (GeneralSecurityException e) {
            return null; // the start says so; seals are then checked with the keys that are known
        }
    }
}
