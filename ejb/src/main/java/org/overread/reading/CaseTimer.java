/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Failures;

/**
 * The one timer of all cases, on every node. It keeps nothing: what is due is in the database, and what came due while
 * no node ran is found at the first tick.
 */
@Singleton
@Startup
@PermitAll
@SuppressWarnings("NullAway.Init") // injected
public class CaseTimer {
    /** So that a tick ends, however much there is. */
    private static final int BATCHES = 100;

    @Inject
    private CaseTick due;

    private volatile boolean ready;

    /** The tables are there. */
    public void open(@Observes DatabaseReady event) {
        ready = true;
    }

    /** Claims what is due. A database that is away is asked again at the next tick. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        if (!ready) {
            return;
        }
        try {
            int batches = 0;
            while (batches < BATCHES && due.batch()) {
                batches++;
            }
        } catch (RuntimeException e) {
            if (!Failures.isDatabaseAway(e)) {
                throw e;
            }
        }
    }
}
