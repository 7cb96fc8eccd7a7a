/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
import org.overread.config.Ladder;
import org.overread.config.Rule;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.routing.Choice;
import org.overread.routing.Rvu;

/**
 * A case is forecast to be read after its time, where it is: the coordinator is told, once, and it is given to whom its
 * ladder leads to next, without waiting for that step's instant, if it will be read sooner there. A case that nobody can
 * have sooner stays. One that will be in time again is not told of any more.
 */
@ApplicationScoped
class ForecastHandler implements WorkHandler.Transactional {
    private final CaseRows rows;
    private final OfferRows offers;
    private final Chooser chooser;
    private final NextGroup next;
    private final CaseMove move;
    private final ConfigurationStore configuration;
    private final CaseTimeline timeline;

    @Inject
    ForecastHandler(
            CaseRows rows,
            OfferRows offers,
            Chooser chooser,
            NextGroup next,
            CaseMove move,
            ConfigurationStore configuration,
            CaseTimeline timeline) {
        this.rows = rows;
        this.offers = offers;
        this.chooser = chooser;
        this.next = next;
        this.move = move;
        this.configuration = configuration;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ForecastHandler() {
        this.rows = null;
        this.offers = null;
        this.chooser = null;
        this.next = null;
        this.move = null;
        this.configuration = null;
        this.timeline = null;
    }

    @Override
    public String kind() {
        return CaseWork.FORECAST;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        CaseWork.Foreseen seen = item.payload(CaseWork.Foreseen.class);
        rows.lock(seen.caseId())
                .filter(c -> DueHandler.runs(c)
                        && (c.state() == CaseState.ROUTED || c.state() == CaseState.AVAILABLE)
                        && seen.group().equals(c.ownerGroup())
                        && c.dueAt() != null)
                .ifPresent(c -> {
                    if (seen.late()) {
                        late(c, seen.readAt());
                    } else {
                        better(c);
                    }
                });
        return WorkOutcome.done();
    }

    private void better(ReadingCase found) {
        if (found.watch().forecastAt() == null) {
            return;
        }
        rows.write(new CaseChange(found).watch(found.watch().forecast(null)).done());
        timeline.add(found, "case.forecast-in-time", "By the forecast it will be read in time again.");
    }

    private void late(ReadingCase found, @Nullable Instant readAt) {
        Instant due = Objects.requireNonNull(found.dueAt());
        // a clock that was lengthened meanwhile makes it no longer late
        if (readAt != null && !readAt.isAfter(due)) {
            return;
        }
        Integer place = GroupForecast.nextGiving(found);
        if (place != null && CaseMove.movable(found)) {
            Ladder.Step step = found.watch().ladder().get(place);
            Configuration current = configuration.current();
            Optional<Group> to =
                    next.of(found, step, current).filter(group -> sooner(found, group, readAt, due, current));
            if (to.isPresent()) {
                move.move(
                        found,
                        new CaseChange(found).watch(found.watch().at(place + 1)).escalated(true),
                        to.get(),
                        new CaseMove.Told(
                                "case.escalated",
                                when(readAt, due) + "The case is withdrawn from " + found.ownerGroup()
                                        + " before its time is over, and given to "
                                        + to.get().name(),
                                "escalated by forecast",
                                data(readAt, due, place + 1)));
                return;
            }
        }
        if (found.watch().forecastAt() == null) {
            // a case that nobody is known to read has no instant; it is late from when it is due
            rows.write(new CaseChange(found)
                    .watch(found.watch().forecast(readAt == null ? due : readAt))
                    .done());
            timeline.add(
                    found,
                    "case.forecast-late",
                    when(readAt, due)
                            + (place == null
                                    ? "Its ladder leads to nobody else."
                                    : "Nobody further up its ladder would have read it sooner."),
                    data(readAt, due, null));
        }
    }

    /** Whether a group that lists its readers has somebody now who would read it sooner; one that lists none may. */
    private boolean sooner(ReadingCase found, Group to, @Nullable Instant readAt, Instant due, Configuration current) {
        if (current.readersOf(to.name()).isEmpty()) {
            return true;
        }
        Offer offer = offers.load(found.id())
                .orElseGet(() -> new Offer(
                        found.id(),
                        to.name(),
                        null,
                        List.of(to.name()),
                        Rule.Needs.NONE,
                        null,
                        Rvu.of(found.modality(), Rule.Needs.NONE)));
        Choice choice = chooser.again(found, offer, List.of(to.name()), current);
        if (choice.ranked().isEmpty()) {
            return false;
        }
        double late = choice.ranked().get(0).late();
        return late == 0
                || (readAt == null || late < Duration.between(due, readAt).toMinutes());
    }

    private static String when(@Nullable Instant readAt, Instant due) {
        return (readAt == null
                        ? "By the forecast nobody is there to read it"
                        : "By the forecast it will be read at " + StudyHandler.minute(readAt))
                + (readAt == null ? " before it is due " : ", after it is due ")
                + StudyHandler.minute(due) + ". ";
    }

    private static Map<String, Object> data(@Nullable Instant readAt, Instant due, @Nullable Integer step) {
        Map<String, Object> data = new HashMap<>(Map.of("due", due.toString(), "tell", "coordinator"));
        if (readAt != null) {
            data.put("forecast", readAt.toString());
        }
        if (step != null) {
            data.put("step", step);
        }
        return data;
    }
}
