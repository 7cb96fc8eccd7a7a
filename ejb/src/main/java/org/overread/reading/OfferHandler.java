/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
import org.overread.routing.Choice;
import org.overread.routing.ChoiceInWords;
import org.overread.shared.Json;

/**
 * The one whom a case was given to did not begin in time, nobody of the group it was offered to claimed it, or somebody
 * comes on duty who could have it: chooses again, from the same candidates but those who let it lie.
 */
@ApplicationScoped
class OfferHandler extends DueHandler {
    /** Stands in a decision for the rule that decided. */
    static final String OFFERED_AGAIN = "(offered again)";

    private final CaseRows cases;
    private final OfferRows rows;
    private final Offers offers;
    private final Chooser chooser;
    private final CaseMove move;
    private final ConfigurationStore configuration;
    private final CaseTimeline timeline;
    private final Clock clock;

    @Inject
    OfferHandler(
            CaseRows cases,
            OfferRows rows,
            Offers offers,
            Chooser chooser,
            CaseMove move,
            ConfigurationStore configuration,
            CaseTimeline timeline,
            Clock clock) {
        super(DueKind.OFFER, cases);
        this.cases = cases;
        this.rows = rows;
        this.offers = offers;
        this.chooser = chooser;
        this.move = move;
        this.configuration = configuration;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OfferHandler() {
        super(DueKind.OFFER, null);
        this.cases = null;
        this.rows = null;
        this.offers = null;
        this.chooser = null;
        this.move = null;
        this.configuration = null;
        this.timeline = null;
        this.clock = null;
    }

    @Override
    boolean isDue(ReadingCase found, Instant now) {
        return runs(found) && found.state().isBeforeClaim() && CaseMove.movable(found) && found.ownerGroup() != null;
    }

    @Override
    void act(ReadingCase found, Instant now) {
        rows.load(found.id()).filter(offer -> Offers.isOf(offer, found)).ifPresent(offer -> {
            if (rows.liesOpen(found.id())) {
                next(found, offer);
            } else {
                again(found, offer);
            }
        });
    }

    /** As a routing decision's outcome has it, as far as it is decided here. */
    private static Map<String, Object> outcome(ReadingCase found, Offer offer, Choice choice) {
        Map<String, Object> outcome = new HashMap<>();
        String group = choice.ranked().isEmpty()
                ? offer.group()
                : choice.ranked().get(0).group();
        outcome.put("rule", OFFERED_AGAIN);
        outcome.put("group", group);
        outcome.put("priority", found.priority().name());
        outcome.put("triage", false);
        outcome.put("dueAt", String.valueOf(found.dueAt()));
        return outcome;
    }

    /** Nobody of the group claimed it: the next that can have it now is offered it, else it stays until its ladder moves it. */
    private void next(ReadingCase found, Offer offer) {
        Configuration current = configuration.current();
        Offer others = offer.past();
        // once it climbed its ladder it stays where that led
        if (!found.escalated() && !others.groups().isEmpty()) {
            Choice choice = chooser.again(found, offer, others.groups(), current);
            if (!(choice.outcome() instanceof Choice.Outcome.Nobody)) {
                decided(found, offer, choice, current);
                place(found, others, choice, current, "Nobody of " + offer.group() + " claimed it in time. ");
                return;
            }
        }
        timeline.add(
                found,
                "case.unread",
                "Nobody of " + offer.group()
                        + " claimed it in time, and no other group can have it now; it stays open to them.",
                Map.of("tell", "coordinator"));
    }

    private void decided(ReadingCase found, Offer offer, Choice choice, Configuration current) {
        cases.decided(
                found.id(),
                clock.instant(),
                current.version(),
                Json.write(outcome(found, offer, choice)),
                Json.write(Map.of("rules", List.of(), "choice", choice, "explanation", ChoiceInWords.of(choice))));
    }

    private void again(ReadingCase found, Offer offer) {
        String former = offer.assigned();
        boolean declined = former != null && rows.declined(found.id()).contains(former);
        if (former != null && !declined) {
            rows.declined(found.id(), former, offer.group(), "did not begin in time");
        }
        Configuration current = configuration.current();
        // once it climbed its ladder it stays where that led
        List<String> groups = found.escalated() ? List.of(offer.group()) : offer.groups();
        Choice choice = chooser.again(found, offer, groups, current);
        decided(found, offer, choice, current);
        place(found, offer, choice, current, former == null || declined ? "" : former + " did not begin in time. ");
    }

    /** @param lay who let it lie, in a sentence; may be empty */
    private void place(ReadingCase found, Offer offer, Choice choice, Configuration current, String lay) {
        Offers.Placed placed =
                Offers.placed(choice, current, Objects.requireNonNullElse(found.dueAt(), clock.instant()));
        Group to = placed.group();
        if (to == null) {
            Group stays = current.group(offer.group()).orElseThrow();
            offers.keep(offer.to(offer.group(), null), choice, stays, found.dueAt());
            timeline.add(
                    found,
                    "case.unread",
                    lay + "Nobody can have it now; it lies open to all of " + offer.group() + " who may read it.",
                    Map.of("tell", "coordinator"));
        } else if (to.name().equals(found.ownerGroup())) {
            offers.keep(offer.to(to.name(), placed.reader()), choice, to, found.dueAt());
            timeline.add(
                    found,
                    "case.offered",
                    lay
                            + (placed.reader() == null
                                    ? "It lies open to all of " + to.name() + " who may read it."
                                    : "It is given to " + placed.reader() + "."));
        } else {
            offers.keep(offer.to(to.name(), placed.reader()), choice, to, found.dueAt());
            move.move(
                    found,
                    new CaseChange(found),
                    to,
                    new CaseMove.Told(
                            "case.passed-on",
                            lay + "The case is withdrawn from " + found.ownerGroup() + " and given to " + to.name(),
                            "passed on",
                            Map.of("tell", "coordinator")));
        }
    }
}
