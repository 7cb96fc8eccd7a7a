/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.Group;
import org.overread.routing.Choice;
import org.overread.routing.RoutingMessages;
import org.overread.shared.OverreadException;

/**
 * Keeps to whom a case is given or offered, and when that is looked at again. Everything here belongs to the
 * transaction of the step that it follows from.
 */
@ApplicationScoped
class Offers {
    /** How long until the next look when nobody is known to come. */
    private static final Duration AGAIN = Duration.ofMinutes(15);

    /** How long a case stays its reader's after it was given back or held. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final OfferRows rows;
    private final CaseDue due;
    private final Chooser chooser;
    private final Clock clock;

    @Inject
    Offers(OfferRows rows, CaseDue due, Chooser chooser, Clock clock) {
        this.rows = rows;
        this.due = due;
        this.chooser = chooser;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected Offers() {
        this.rows = null;
        this.due = null;
        this.chooser = null;
        this.clock = null;
    }

    /**
     * Where a choice leads.
     *
     * @param group null = no group can have it in time: a coordinator decides
     * @param reader the one whom it is given to; null = open to all of the group who may, or to whoever the group says
     */
    record Placed(@Nullable Group group, @Nullable String reader) {}

    /** A case that nobody can have now waits at the group whose reader comes in time; without one it goes nowhere. */
    static Placed placed(Choice choice, Configuration current, Instant dueAt) {
        Choice.Outcome outcome = choice.outcome();
        if (outcome instanceof Choice.Outcome.Assigned assigned) {
            return new Placed(current.group(assigned.group()).orElse(null), assigned.reader());
        }
        if (outcome instanceof Choice.Outcome.Offered offered) {
            return new Placed(current.group(offered.group()).orElse(null), null);
        }
        if (outcome instanceof Choice.Outcome.Whole whole) {
            return new Placed(current.group(whole.group()).orElse(null), null);
        }
        Choice.Outcome.Nobody nobody = (Choice.Outcome.Nobody) outcome;
        boolean inTime = nobody.next() != null && nobody.next().isBefore(dueAt);
        return new Placed(inTime ? current.group(nobody.group()).orElse(null) : null, null);
    }

    /** Keeps an offer, and sets when it is looked at again. */
    void keep(Offer offer, Choice choice, Group group, Instant now, @Nullable Instant dueAt) {
        rows.save(offer);
        Instant again = again(choice, group, now, dueAt);
        if (again == null) {
            due.clear(offer.caseId(), DueKind.OFFER);
        } else {
            due.set(offer.caseId(), DueKind.OFFER, again);
        }
    }

    private static @Nullable Instant again(Choice choice, Group group, Instant now, @Nullable Instant dueAt) {
        if (choice.outcome() instanceof Choice.Outcome.Whole) {
            return null;
        }
        if (choice.outcome() instanceof Choice.Outcome.Nobody nobody) {
            Instant next = nobody.next() == null ? now.plus(AGAIN) : nobody.next();
            return next.isBefore(now.plusSeconds(1)) ? now.plus(AGAIN) : next;
        }
        Duration patience = group.offer();
        if (patience == null) {
            return null;
        }
        if (dueAt != null) {
            // an urgent case is not left lying for as long as a routine one
            Duration quarter = Duration.between(now, dueAt).dividedBy(4);
            patience = quarter.compareTo(patience) < 0 ? quarter : patience;
        }
        return now.plus(patience.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofMinutes(1) : patience);
    }

    /**
     * Refuses a claim by somebody who may not read the case, or while it is given to somebody else.
     *
     * @throws OverreadException of kind CONFLICT or FORBIDDEN, saying why
     */
    void expectClaimable(ReadingCase found, String user) {
        Optional<Offer> offer = rows.load(found.id());
        if (offer.isEmpty()) {
            return;
        }
        chooser.obstacle(found, offer.get(), user).ifPresent(no -> {
            throw new OverreadException(
                    OverreadException.Kind.FORBIDDEN,
                    RoutingMessages.MESSAGES.mayNotRead(user, no.reason().text()));
        });
        String assigned = offer.get().assigned();
        if (assigned != null && !assigned.equals(user)) {
            throw OverreadException.conflict(RoutingMessages.MESSAGES.givenTo(assigned));
        }
    }

    /** Has the choice made again after that time, if the case is given to one reader and still unread then. */
    void lookAgain(long caseId, Duration after) {
        if (rows.load(caseId).filter(offer -> offer.assigned() != null).isPresent()) {
            due.set(caseId, DueKind.OFFER, clock.instant().plus(after));
        }
    }

    /** Whether the offer speaks of the group that has the case now. */
    static boolean isOf(Offer offer, ReadingCase found) {
        return Objects.equals(offer.group(), found.ownerGroup());
    }
}
