/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** A transaction for a worker's thread. */
@Stateless
@PermitAll
public class WorkTransactions {

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void run(Runnable change) {
        change.run();
    }
}
