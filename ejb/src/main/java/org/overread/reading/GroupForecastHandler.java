/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/**
 * Makes the forecast of a group's unread cases again, and has each looked at that is found to become late, or not any
 * more. A late one whose ladder leads on is looked at each time, since those further out may have room by now.
 */
@ApplicationScoped
class GroupForecastHandler implements WorkHandler.Transactional {
    /** So that one run is short; the most urgent come first, the rest in the next run. */
    static final int AT_ONCE = 50;

    private final GroupForecast forecast;
    private final CaseRows rows;
    private final CaseWork work;

    @Inject
    GroupForecastHandler(GroupForecast forecast, CaseRows rows, CaseWork work) {
        this.forecast = forecast;
        this.rows = rows;
        this.work = work;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected GroupForecastHandler() {
        this.forecast = null;
        this.rows = null;
        this.work = null;
    }

    @Override
    public String kind() {
        return CaseWork.GROUP_FORECAST;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        String group = item.payload(CaseWork.Forecast.class).group();
        Instant now = rows.now();
        List<GroupForecast.Seen> seen = forecast.of(group, now);
        seen.stream()
                .filter(GroupForecastHandler::matters)
                .limit(AT_ONCE)
                .forEach(one -> work.forecast(
                        one.readingCase().id(), group, one.late(), one.readAt().orElse(null)));
        return WorkOutcome.done();
    }

    private static boolean matters(GroupForecast.Seen one) {
        ReadingCase c = one.readingCase();
        boolean told = c.watch().forecastAt() != null;
        return one.late() ? !told || GroupForecast.nextGiving(c) != null : told && one.early();
    }
}
