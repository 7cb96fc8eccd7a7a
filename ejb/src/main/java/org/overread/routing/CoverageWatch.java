/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.JdbiException;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.shared.DatabaseReady;

/** Has {@link CoverageWarning} look a few times an hour, and soon after the configuration changed. */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CoverageWatch {
    private volatile boolean ready;
    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicInteger minutes = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CoverageWarning warning;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfigurationStore store;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Clock clock;

    public void open(@Observes DatabaseReady event) {
        ready = true;
    }

    @Schedule(hour = "*", minute = "*", persistent = false)
    void look() {
        if (!ready) {
            return;
        }
        try {
            Configuration current = store.current();
            // another version may open a gap within the hour; else every ten minutes are soon enough
            if (looked.getAndSet(current.version()) != current.version() || minutes.incrementAndGet() % 10 == 0) {
                warning.look(current, clock.instant());
            }
        } catch (JdbiException e) {
            // the database is away; the next tick looks
        }
    }

    /** A tick that still comes while the application is being stopped asks nobody. */
    @PreDestroy
    void close() {
        ready = false;
    }
}
