/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.overread.config.Configuration;
import org.overread.config.DutyRoster;

/**
 * Says in the log, once a day (UTC) and on one node, when nobody will be there for some kind of case. It looks 36 hours
 * ahead, so that each gap is told of at least twelve hours before. Where no reader is listed it says nothing.
 */
@Dependent
public class CoverageWarning {
    private static final Duration AHEAD = Duration.ofHours(36);
    private static final int DAYS_KEPT = 30;

    private final Jdbi jdbi;
    private final DutyRoster roster;

    @Inject
    public CoverageWarning(Jdbi jdbi, DutyRoster roster) {
        this.jdbi = jdbi;
        this.roster = roster;
    }

    /** Looks, if nobody has today. @return the gaps that were told of */
    public List<Coverage.Span> look(Configuration configuration, Instant now) {
        if (configuration.readers().isEmpty()
                || !mine(now.atZone(ZoneOffset.UTC).toLocalDate())) {
            return List.of();
        }
        List<Coverage.Span> gaps =
                CoverageCount.of(configuration, roster.current(configuration, now), now, site -> true).gaps().stream()
                        .filter(gap -> gap.from().isBefore(now.plus(AHEAD)))
                        .toList();
        if (!gaps.isEmpty()) {
            Coverage.Span first = gaps.get(0);
            RoutingLog.LOG.nobodyThere(
                    gaps.size(), first.kind().site(), first.kind().modality(), first.from(), first.until());
        }
        return gaps;
    }

    private boolean mine(LocalDate day) {
        return jdbi.inTransaction(handle -> {
            int claimed = handle.createUpdate("insert into coverage_warning (day) values (:day) on conflict do nothing")
                    .bind("day", day)
                    .execute();
            if (claimed == 1) {
                handle.createUpdate("delete from coverage_warning where day < :oldest")
                        .bind("oldest", day.minusDays(DAYS_KEPT))
                        .execute();
            }
            return claimed == 1;
        });
    }
}
