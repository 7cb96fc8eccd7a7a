/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Seals one batch in a transaction of its own. */
@Stateless
@PermitAll
@SuppressWarnings("NullAway.Init") // injected
public class SealWriter {
    private static final int BATCH = 10_000;

    @Inject
    private Jdbi jdbi;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Sealing.Turn turn(@Nullable SigningKey key) throws GeneralSecurityException {
        return jdbi.withHandle(h -> {
            Sealing.refuseUnsigned(h, key);
            return Sealing.turn(h, BATCH, key);
        });
    }
}
