/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.overread.config.Archive;
import org.overread.config.ConfigurationStore;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.shared.DicomUid;
import org.overread.shared.Settings;

/**
 * The tick of sweeps and recounts, on every node. Which node's tick starts a sweep is decided by the database row that
 * it moves on, so that it starts once an interval, whatever the number of nodes. The sweep itself is work like any
 * other.
 */
@Singleton
@Startup
@PermitAll
@SuppressWarnings("NullAway.Init") // injected
public class Sweeper {
    private static final int RECOUNTS = 100;

    private final Duration recount = Settings.duration("overread.sweep.recount", Duration.ofMinutes(10));

    @Resource
    private TimerService timers;

    @Inject
    private Sweeps sweeps;

    @Inject
    private StudyRows rows;

    @Inject
    private ConfigurationStore configuration;

    @Inject
    private Work work;

    @Inject
    private StudyHints hints;

    /** Starts the tick. */
    @PostConstruct
    void start() {
        long tick =
                Settings.duration("overread.sweep.tick", Duration.ofSeconds(5)).toMillis();
        timers.createIntervalTimer(tick, tick, new TimerConfig(null, false));
    }

    /** Starts what is due. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void tick() {
        configuration.current().archives().forEach(this::start);
    }

    private void start(Archive configured) {
        String archive = configured.name();
        sweeps.install(archive);
        if (!sweeps.claim(archive, configured.sweepInterval())) {
            return;
        }
        work.appendUnlessWaiting(
                WorkItem.now(StudySweep.KIND, "sweep:" + archive, Lane.LONG, new StudySweep.Request(archive)));
        rows.toRecount(archive, recount, RECOUNTS).forEach(uid -> hints.look(archive, new DicomUid(uid), Hint.RECOUNT));
    }
}
