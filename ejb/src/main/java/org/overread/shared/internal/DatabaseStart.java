/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared.internal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DatabaseReady;
import org.overread.shared.DatabaseState;
import org.overread.shared.Failures;
import org.overread.shared.Problem;

/**
 * Migrates the schema when the database is there, and tries again while it is not, so that a database that starts
 * later than the server leaves the application deployed and only not ready.
 */
@Singleton
@Startup
@PermitAll
@Local(DatabaseState.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init") // injected
public class DatabaseStart implements DatabaseState {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration RETRY_REFUSED = Duration.ofSeconds(30);

    @Resource
    private TimerService timers;

    @Resource(lookup = "java:jboss/datasources/OverreadDS")
    private DataSource dataSource;

    @Inject
    private Jdbi jdbi;

    @Inject
    private Event<DatabaseReady> readyEvent;

    private final AtomicReference<@Nullable Problem> problem =
            new AtomicReference<>(Problem.of(StartMessages.MESSAGES.starting()));

    private volatile boolean logged;

    @PostConstruct
    void begin() {
        // not here: a deployment must not wait for a database that hangs
        later(Duration.ZERO);
    }

    @Timeout
    void attempt(Timer timer) {
        Schema.Result result = new Schema(dataSource).migrate();
        if (result instanceof Schema.Result.Ready ready) {
            makePartitions();
            StartLog.LOG.ready(ready.version(), ready.applied());
            problem.set(null);
            readyEvent.fire(new DatabaseReady());
        } else if (result instanceof Schema.Result.Refused refused) {
            StartLog.LOG.refused(
                    refused.reason().code() + ": " + refused.reason().text());
            problem.set(refused.reason());
            later(RETRY_REFUSED);
        } else if (result instanceof Schema.Result.Away away) {
            if (!logged) {
                logged = true;
                StartLog.LOG.away(RETRY.toSeconds(), away.cause());
            }
            problem.set(Problem.of(StartMessages.MESSAGES.databaseAway()));
            later(RETRY);
        }
    }

    private void later(Duration delay) {
        timers.createSingleActionTimer(delay.toMillis(), new TimerConfig("migrate", false));
    }

    @Schedule(hour = "*", minute = "7", persistent = false)
    void hourly() {
        if (problem.get() == null) {
            makePartitions();
        }
    }

    private void makePartitions() {
        try {
            jdbi.useHandle(h -> h.execute("""
                    select make_month(parent, (date_trunc('month', now()) + make_interval(months => ahead))::date)
                      from unnest(array['message', 'message_identifier', 'timeline', 'audit_event']) parent,
                           generate_series(0, 2) ahead"""));
        } catch (JdbiException e) {
            // two nodes may make the same month at once, and a month's rows may wait in the default partition
            StartLog.LOG.noPartitions(Failures.describe(e));
        }
    }

    /** Its own, since a method of the interface is none that the bean permits. */
    @Override
    public boolean ready() {
        return problem() == null;
    }

    @Override
    public @Nullable Problem problem() {
        Problem known = problem.get();
        if (known != null) {
            return known;
        }
        try {
            jdbi.useHandle(h -> h.createQuery("select 1")
                    .configure(org.jdbi.v3.core.statement.SqlStatements.class, c -> c.setQueryTimeout(2))
                    .mapTo(Integer.class)
                    .one());
            return null;
        } catch (JdbiException e) {
            return Problem.of(StartMessages.MESSAGES.databaseAway());
        }
    }
}
