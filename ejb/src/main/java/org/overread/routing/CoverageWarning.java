/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.overread.config.Configuration;
import org.overread.config.DutyRoster;
import org.overread.config.Site;
import org.overread.timeline.Timeline;
import org.overread.timeline.TimelineLine;

/**
 * Tells coordinators ahead of time when nobody will be there for some kind of case, when all hangs on one reader, and when
 * a licence ends: a line for the site, which live pages show, and one in the log. It looks 36 hours ahead and tells of
 * each thing once; of a licence 60 days before and once more in its last week. Where no reader is listed it says nothing.
 */
@Dependent
public class CoverageWarning {
    private static final Duration AHEAD = Duration.ofHours(36);

    private static final int LAST_DAYS = 7;

    /** A site with more than so many of one kind has one cause: the page shows them all. */
    private static final int MOST_OF_A_SITE = 20;

    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final Jdbi jdbi;
    private final DutyRoster roster;
    private final CoverageNotices notices;
    private final Timeline timeline;

    @Inject
    public CoverageWarning(Jdbi jdbi, DutyRoster roster, CoverageNotices notices, Timeline timeline) {
        this.jdbi = jdbi;
        this.roster = roster;
        this.notices = notices;
        this.timeline = timeline;
    }

    /** Looks; what it tells and that it told it is one transaction. @return what was told */
    @Transactional
    public List<CoverageNotice> look(Configuration configuration, Instant now) {
        if (configuration.readers().isEmpty()) {
            return List.of();
        }
        List<CoverageNotice> seen = new ArrayList<>();
        for (Site site : configuration.sites()) {
            Coverage coverage = CoverageCount.of(
                    configuration, roster.current(configuration, now), now, name -> name.equals(site.name()));
            coverage.gaps().stream()
                    .filter(gap -> gap.from().isBefore(now.plus(AHEAD)))
                    .limit(MOST_OF_A_SITE)
                    .forEach(gap -> seen.add(span(CoverageNotice.What.GAP, gap, site.timezone())));
            coverage.singles().stream()
                    .filter(single -> single.from().isBefore(now.plus(AHEAD)))
                    .limit(MOST_OF_A_SITE)
                    .forEach(single -> seen.add(span(CoverageNotice.What.SINGLE, single, site.timezone())));
            coverage.licences().stream()
                    .limit(MOST_OF_A_SITE)
                    .forEach(ending -> seen.add(licence(ending, site.name(), now)));
        }
        List<CoverageNotice> news = jdbi.withHandle(handle -> notices.news(handle, seen, now));
        timeline.addAll(news.stream().map(CoverageWarning::line).toList());
        List<CoverageNotice> gaps = news.stream()
                .filter(one -> one.what() == CoverageNotice.What.GAP)
                .toList();
        if (!gaps.isEmpty()) {
            CoverageNotice first = gaps.get(0);
            RoutingLog.LOG.nobodyThere(gaps.size(), first.site(), first.about(), first.from(), first.until());
        }
        return news;
    }

    private static CoverageNotice span(CoverageNotice.What what, Coverage.Span span, ZoneId zone) {
        Coverage.Kind kind = span.kind();
        String about = (kind.modality().isEmpty() ? "any modality" : kind.modality())
                + (kind.specialty().isEmpty() ? "" : ", " + kind.specialty());
        String hours = " from " + wall(span.from(), zone) + " to " + wall(span.until(), zone) + ".";
        String text = what == CoverageNotice.What.GAP
                ? "Nobody is on duty for " + about + " of " + kind.site() + hours
                : "For " + about + " of " + kind.site() + " all hangs on " + span.reader() + hours;
        String key = what == CoverageNotice.What.GAP ? about : about + ": " + span.reader();
        return new CoverageNotice(kind.site(), what, key, span.from(), span.until(), text);
    }

    private static String wall(Instant at, ZoneId zone) {
        return WALL.format(at.atZone(zone));
    }

    private static CoverageNotice licence(Coverage.Ending ending, String site, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        boolean soon = ending.last().isBefore(today.plusDays(LAST_DAYS));
        Instant end = ending.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        // told once when it is found and once in its last week: the beginning of what is told of differs
        Instant from = end.minus(Duration.ofDays(soon ? LAST_DAYS : LicenceEndings.DAYS));
        return new CoverageNotice(
                site,
                CoverageNotice.What.LICENCE,
                ending.reader() + ", " + ending.jurisdiction() + (soon ? ", last week" : ""),
                from,
                end,
                "The licence of " + ending.reader() + " for " + ending.jurisdiction() + " ends on " + ending.last()
                        + ", and none follows.");
    }

    private static TimelineLine line(CoverageNotice one) {
        return new TimelineLine(
                "coverage:" + one.site(),
                one.site(),
                null,
                "coverage." + one.what().name().toLowerCase(Locale.ROOT),
                one.text(),
                Map.of(
                        "tell",
                        "coordinator",
                        "from",
                        one.from().toString(),
                        "until",
                        one.until().toString()));
    }
}
