/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Duties;
import org.overread.config.DutyRoster;
import org.overread.config.Reader;
import org.overread.config.Rule;
import org.overread.config.Site;
import org.overread.routing.ChoiceFacts;
import org.overread.routing.ReaderChoice;
import org.overread.routing.ReaderLoad;
import org.overread.shared.Priority;

/** When each unread case of a group will have been read, as of now; see {@link QueueForecast}. */
@ApplicationScoped
class GroupForecast {
    private final ForecastRows rows;
    private final ReaderLoads loads;
    private final OfferRows offers;
    private final ReaderChoice choice;
    private final ConfigurationStore configuration;
    private final DutyRoster rosters;

    @Inject
    GroupForecast(
            ForecastRows rows,
            ReaderLoads loads,
            OfferRows offers,
            ReaderChoice choice,
            ConfigurationStore configuration,
            DutyRoster rosters) {
        this.rows = rows;
        this.loads = loads;
        this.offers = offers;
        this.choice = choice;
        this.configuration = configuration;
        this.rosters = rosters;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected GroupForecast() {
        this.rows = null;
        this.loads = null;
        this.offers = null;
        this.choice = null;
        this.configuration = null;
        this.rosters = null;
    }

    /**
     * A case and its forecast.
     *
     * @param readAt empty = nobody is known who could read it
     */
    record Seen(ReadingCase readingCase, Optional<Instant> readAt) {
        /** Whether it will be read after its time. */
        boolean late() {
            Instant due = readingCase.dueAt();
            return due != null && readAt.map(at -> at.isAfter(due)).orElse(true);
        }

        /** Whether it will be read well before its time, so that a forecast of the contrary is over. */
        boolean early() {
            Instant due = readingCase.dueAt();
            Instant started = readingCase.clockStartedAt();
            return due != null
                    && started != null
                    && readAt.map(at -> at.isBefore(
                                    due.minus(Duration.between(started, due).dividedBy(10))))
                            .orElse(false);
        }
    }

    /** @return none where nobody is known to be at work or to come: then the ladder's instants are all there is */
    List<Seen> of(String group, Instant now) {
        List<ForecastRows.Unread> unread = rows.unread(group);
        if (unread.isEmpty()) {
            return List.of();
        }
        Configuration current = configuration.current();
        List<QueueForecast.Hand> hands = hands(group, unread, current, now);
        if (hands.isEmpty()) {
            return List.of();
        }
        boolean listed = !current.readersOf(group).isEmpty();
        Duration transfer = Duration.ofSeconds(Math.round(offers.transferMinutes(group) * 60));
        Map<Kind, Set<String>> able = new HashMap<>();
        List<QueueForecast.Waiting> queue = unread.stream()
                .map(one -> new QueueForecast.Waiting(
                        one.readingCase().id(),
                        one.readingCase().priority(),
                        one.rvu(),
                        one.readingCase().dueAt() == null
                                ? now
                                : one.readingCase().dueAt(),
                        imagesAt(one.readingCase(), transfer, now),
                        one.assigned(),
                        listed ? able.computeIfAbsent(Kind.of(one), kind -> able(kind, group, current, now)) : null))
                .toList();
        Map<Long, Optional<Instant>> ends = QueueForecast.of(queue, hands, rows.arriving(group), now);
        return unread.stream()
                .map(one -> new Seen(
                        one.readingCase(), ends.getOrDefault(one.readingCase().id(), Optional.empty())))
                .toList();
    }

    private static Instant imagesAt(ReadingCase c, Duration transfer, Instant now) {
        return c.state() == CaseState.AVAILABLE || c.routedAt() == null
                ? now
                : c.routedAt().plus(transfer);
    }

    private List<QueueForecast.Hand> hands(
            String group, List<ForecastRows.Unread> unread, Configuration current, Instant now) {
        List<String> readers =
                current.readersOf(group).stream().map(Reader::name).toList();
        boolean listed = !readers.isEmpty();
        List<String> names = listed ? readers : rows.atWork(group);
        Duties duties = rosters.current(current, now);
        Map<String, ReaderLoad> known = loads.of(names, duties, now);
        Map<String, Double> here = new HashMap<>();
        unread.forEach(one -> {
            if (one.assigned() != null) {
                here.merge(one.assigned(), one.rvu(), Double::sum);
            }
        });
        List<QueueForecast.Hand> hands = new ArrayList<>();
        List<QueueForecast.Hand> onCall = new ArrayList<>();
        for (String reader : names) {
            ReaderLoad load = known.getOrDefault(reader, ReaderLoad.IDLE);
            // half of what is being read is done, and what is here is taken in its turn
            double before = Math.max(0, load.openRvu() - load.readingRvu() / 2 - here.getOrDefault(reader, 0.0));
            if (!listed) {
                hands.add(new QueueForecast.Hand(reader, now, null, load.minutesPerRvu(), before));
                continue;
            }
            Duties.Duty duty = duties.at(reader, now);
            Instant until = duty.until();
            switch (duty.state()) {
                case ON_DUTY -> hands.add(new QueueForecast.Hand(reader, now, until, load.minutesPerRvu(), before));
                case ON_CALL -> onCall.add(new QueueForecast.Hand(reader, now, until, load.minutesPerRvu(), before));
                case ON_BREAK, OFF -> {
                    // comes later
                }
            }
            duties.next(reader, until == null ? now : until)
                    .ifPresent(next -> hands.add(new QueueForecast.Hand(reader, next, null, load.minutesPerRvu(), 0)));
        }
        if (hands.stream().noneMatch(hand -> !hand.from().isAfter(now))) {
            hands.addAll(onCall);
        }
        return hands;
    }

    /** Cases that the same readers may have. */
    private record Kind(String site, String modality, Priority priority, Rule.Needs needs) {
        static Kind of(ForecastRows.Unread one) {
            ReadingCase c = one.readingCase();
            return new Kind(c.site(), c.modality(), c.priority(), one.needs());
        }
    }

    private Set<String> able(Kind kind, String group, Configuration current, Instant now) {
        ChoiceFacts facts = new ChoiceFacts(
                0,
                kind.site(),
                current.site(kind.site()).map(Site::jurisdiction).orElse(""),
                kind.modality(),
                kind.priority(),
                kind.needs(),
                1,
                0,
                now,
                "",
                Set.of(),
                null,
                List.of(group));
        return new HashSet<>(choice.able(facts, current, group, now));
    }

    /** Whether anything but telling can follow: the next step of the ladder that gives the case to somebody else. */
    static @Nullable Integer nextGiving(ReadingCase c) {
        for (int i = c.watch().step(); i < c.watch().ladder().size(); i++) {
            if (c.watch().ladder().get(i).group() != null
                    || c.watch().ladder().get(i).tier() != null) {
                return i;
            }
        }
        return null;
    }
}
