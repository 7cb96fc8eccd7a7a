/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.overread.config.ClockRule;
import org.overread.config.ClockTerms;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.routing.RoutingDecision;
import org.overread.shared.Priority;

/** The time that a case has to be read in: from the study's completion, by its priority, until a rule says otherwise; by
 * contract from the order or from when it can be read, and in business hours. */
@ApplicationScoped
class CaseClock {
    private final ConfigurationStore configuration;
    private final Clock clock;

    @Inject
    CaseClock(ConfigurationStore configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseClock() {
        this.configuration = null;
        this.clock = null;
    }

    private ClockRule rule(ReadingCase of, Priority priority, String patientClass) {
        return ClockRule.of(
                configuration.current(),
                of.site(),
                of.ownerGroup(),
                of.modality(),
                priority,
                patientClass,
                null,
                clock.instant());
    }

    /** Starts it: the study is complete. One that an order started goes on. */
    void start(ReadingCase of, Instant complete, String patientClass, CaseChange change) {
        ClockRule rule = rule(of, of.priority(), patientClass);
        Instant started = of.clockStartedAt();
        boolean ordered = rule.terms().starts() == ClockTerms.Start.ORDER
                && of.watch().terms().starts() == ClockTerms.Start.ORDER;
        change.clock(ordered && started != null ? started : complete, rule.time(), rule.terms());
    }

    /** A more urgent priority shortens a clock that runs, and never lengthens it. */
    void raise(ReadingCase of, Priority priority, String patientClass, CaseChange change) {
        Instant started = of.clockStartedAt();
        Instant due = of.dueAt();
        if (started == null || due == null) {
            return;
        }
        ClockRule rule = rule(of, priority, patientClass);
        if (rule.terms().plus(started, rule.time().plus(of.watch().paused())).isBefore(due)) {
            change.clock(started, rule.time(), rule.terms());
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
        ClockRule rule = rule(of, priority, patientClass);
        change.clock(started, rule.time(), rule.terms());
    }

    /** When a clock that a rule decided on runs. */
    ClockTerms terms(ReadingCase of, RoutingDecision.Outcome ruled, String modality, Configuration current) {
        return ClockRule.of(
                        current,
                        of.site(),
                        ruled.group(),
                        modality,
                        ruled.priority(),
                        "",
                        ruled.clock(),
                        clock.instant())
                .terms();
    }
}
