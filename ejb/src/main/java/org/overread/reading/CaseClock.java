/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.overread.config.Clocks;
import org.overread.config.ConfigurationStore;
import org.overread.shared.Priority;

/** The time that a case has to be read in: from the study's completion, by its priority, until a rule says otherwise. */
@ApplicationScoped
class CaseClock {
    private final ConfigurationStore configuration;

    @Inject
    CaseClock(ConfigurationStore configuration) {
        this.configuration = configuration;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseClock() {
        this.configuration = null;
    }

    private Duration time(String site, Priority priority, String patientClass) {
        Duration standard = Clocks.standard(priority, patientClass);
        return configuration
                .current()
                .site(site)
                .map(s -> s.clocks().getOrDefault(priority, standard))
                .orElse(standard);
    }

    /** Starts it: the study is complete. */
    void start(ReadingCase of, Instant complete, String patientClass, CaseChange change) {
        Duration time = time(of.site(), of.priority(), patientClass);
        change.clock(complete, complete.plus(Clocks.warning(time)), complete.plus(time));
    }

    /** A more urgent priority shortens a clock that runs, and never lengthens it. */
    void raise(ReadingCase of, Priority priority, String patientClass, CaseChange change) {
        Instant started = of.clockStartedAt();
        Instant due = of.dueAt();
        if (started == null || due == null) {
            return;
        }
        Duration time = time(of.site(), priority, patientClass);
        if (started.plus(time).isBefore(due.minus(of.watch().paused()))) {
            change.clock(started, started.plus(Clocks.warning(time)), started.plus(time));
        }
    }

    /** A person's word: a more urgent priority shortens the clock, a less urgent one gives that priority's time. */
    void set(ReadingCase of, Priority priority, String patientClass, CaseChange change) {
        Instant started = of.clockStartedAt();
        if (started == null) {
            return;
        }
        if (priority.compareTo(of.priority()) < 0) {
            raise(of, priority, patientClass, change);
            return;
        }
        Duration time = time(of.site(), priority, patientClass);
        change.clock(started, started.plus(Clocks.warning(time)), started.plus(time));
    }
}
