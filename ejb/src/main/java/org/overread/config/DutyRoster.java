/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rosters of the configuration in force, counted out from two days ago to fifteen days ahead, once a day and version.
 * Another configuration, such as a draft, is counted out in its place for as long as it is asked about.
 */
@ApplicationScoped
public class DutyRoster {
    private static final Duration BACK = Duration.ofDays(2);
    private static final Duration AHEAD = Duration.ofDays(15);

    private volatile @Nullable Counted counted;

    private record Counted(Configuration configuration, Instant day, Duties duties) {
        boolean is(Configuration other, Instant otherDay) {
            return configuration == other && day.equals(otherDay);
        }
    }

    /** Who is on duty, from two days before that moment's day (UTC) to at least two weeks after it. */
    public Duties current(Configuration configuration, Instant now) {
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        Counted known = counted;
        return known != null && known.is(configuration, day) ? known.duties() : count(configuration, day);
    }

    private synchronized Duties count(Configuration configuration, Instant day) {
        Counted known = counted;
        if (known == null || !known.is(configuration, day)) {
            known = new Counted(configuration, day, DutyCalendar.of(configuration, day.minus(BACK), day.plus(AHEAD)));
            counted = known;
        }
        return known.duties();
    }
}
