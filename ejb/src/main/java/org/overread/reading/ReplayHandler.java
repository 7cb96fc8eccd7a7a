/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationDrafts;
import org.overread.config.ConfigurationStore;
import org.overread.config.DutyCalendar;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.routing.ReaderChoice;
import org.overread.routing.RoutingEngine;
import org.overread.routing.replay.Replay;
import org.overread.shared.Json;

/** Runs one replay. Killed on the way it is run again from its beginning; a cancelled one stops within 500 cases. */
@ApplicationScoped
class ReplayHandler implements WorkHandler.Lengthy {
    private static final int STEP = 500;

    private final ReplayRows rows;
    private final ConfigurationStore configuration;
    private final ConfigurationDrafts drafts;
    private final RoutingEngine engine;
    private final ReaderChoice choice;

    @Inject
    ReplayHandler(
            ReplayRows rows,
            ConfigurationStore configuration,
            ConfigurationDrafts drafts,
            RoutingEngine engine,
            ReaderChoice choice) {
        this.rows = rows;
        this.configuration = configuration;
        this.drafts = drafts;
        this.engine = engine;
        this.choice = choice;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ReplayHandler() {
        this.rows = null;
        this.configuration = null;
        this.drafts = null;
        this.engine = null;
        this.choice = null;
    }

    @Override
    public String kind() {
        return ConfigurationReplays.KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt, Lease lease) {
        long id = item.payload(ConfigurationReplays.Asked.class).replayId();
        Optional<ReplayRows.Asked> asked = rows.begin(id);
        if (asked.isEmpty()) {
            return WorkOutcome.done();
        }
        Optional<Configuration> draft = drafts.read(asked.get().draft()).configuration();
        if (draft.isEmpty()) {
            return WorkOutcome.done(() -> rows.cancel(id)); // another release knows other keys
        }
        try {
            Replay.Result result = run(asked.get(), draft.get(), lease);
            return WorkOutcome.done(() -> rows.done(id, Json.write(result)));
        } catch (CancellationException e) {
            return WorkOutcome.done();
        }
    }

    private Replay.Result run(ReplayRows.Asked asked, Configuration draft, Lease lease) {
        rows.total(asked.id(), rows.count(asked));
        return new Replay(engine, choice)
                .run(
                        rows.cases(asked),
                        new Replay.Span(asked.from(), asked.until()),
                        plan(configuration.current(), asked),
                        plan(draft, asked),
                        rows.paces(),
                        taken -> {
                            if (taken % STEP == 0 && (lease.lost() || !rows.progress(asked.id(), taken))) {
                                throw new CancellationException();
                            }
                        });
    }

    private static Replay.Plan plan(Configuration of, ReplayRows.Asked asked) {
        Instant from = asked.from().minus(Duration.ofDays(2));
        return new Replay.Plan(of, DutyCalendar.of(of, from, asked.until().plus(Duration.ofDays(2))));
    }
}
