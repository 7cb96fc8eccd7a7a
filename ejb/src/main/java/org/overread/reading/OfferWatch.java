/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.routing.Choice;
import org.overread.routing.Rvu;

/**
 * Keeps offers in step with their cases: a case that went to another group is offered there in the same transaction, and
 * what readings took is kept for the forecast.
 */
@ApplicationScoped
class OfferWatch {
    private final OfferRows rows;
    private final Offers offers;
    private final Chooser chooser;
    private final CaseRows cases;
    private final ConfigurationStore configuration;

    @Inject
    OfferWatch(OfferRows rows, Offers offers, Chooser chooser, CaseRows cases, ConfigurationStore configuration) {
        this.rows = rows;
        this.offers = offers;
        this.chooser = chooser;
        this.cases = cases;
        this.configuration = configuration;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OfferWatch() {
        this.rows = null;
        this.offers = null;
        this.chooser = null;
        this.cases = null;
        this.configuration = null;
    }

    void claimed(@Observes CaseClaimed event) {
        rows.claimed(event.caseId(), event.reader());
    }

    void released(@Observes CaseReleased event) {
        rows.stepped(event.caseId(), OfferRows.Step.RELEASED);
        offers.lookAgain(event.caseId(), Offers.PATIENCE);
    }

    void stepped(@Observes CaseStepped event) {
        switch (event.kind()) {
            case "case.available" -> rows.stepped(event.caseId(), OfferRows.Step.AVAILABLE);
            case "case.final" -> rows.stepped(event.caseId(), OfferRows.Step.READ);
            case "case.declined" -> offers.lookAgain(event.caseId(), Duration.ZERO);
            case "case.resumed" -> offers.lookAgain(event.caseId(), Offers.PATIENCE);
            default -> follow(event);
        }
    }

    private void follow(CaseStepped event) {
        String group = event.group();
        if (group == null) {
            return;
        }
        Optional<Offer> known = rows.load(event.caseId());
        if (known.map(Offer::group).filter(group::equals).isPresent()) {
            return;
        }
        Configuration current = configuration.current();
        Optional<Group> to = current.group(group);
        if (to.isEmpty() || (known.isEmpty() && current.readersOf(group).isEmpty())) {
            return;
        }
        cases.lock(event.caseId())
                .filter(c -> c.state().isBeforeClaim() && c.studyId() != null && group.equals(c.ownerGroup()))
                .ifPresent(c -> offer(c, known, to.get(), current));
    }

    private void offer(ReadingCase found, Optional<Offer> known, Group to, Configuration current) {
        Rule.Needs needs = known.map(Offer::needs).orElse(Rule.Needs.NONE);
        Offer offer = new Offer(
                found.id(),
                to.name(),
                null,
                known.map(Offer::groups).orElse(List.of(to.name())),
                needs,
                known.map(Offer::destination).orElse(null),
                Rvu.of(found.modality(), needs));
        Choice choice = chooser.again(found, offer, List.of(to.name()), current);
        String reader = choice.outcome() instanceof Choice.Outcome.Assigned assigned ? assigned.reader() : null;
        offers.keep(offer.to(to.name(), reader), choice, to, found.dueAt());
    }
}
