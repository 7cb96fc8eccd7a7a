/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
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
    private final ConfigurationStore configuration;

    @Inject
    Offers(OfferRows rows, CaseDue due, Chooser chooser, ConfigurationStore configuration) {
        this.rows = rows;
        this.due = due;
        this.chooser = chooser;
        this.configuration = configuration;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected Offers() {
        this.rows = null;
        this.due = null;
        this.chooser = null;
        this.configuration = null;
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
    void keep(Offer offer, Choice choice, Group group, @Nullable Instant dueAt) {
        rows.save(offer, choice.outcome() instanceof Choice.Outcome.Offered);
        // by the database's clock, which due times are compared by, however wrong this node's is
        Instant again = again(choice, group, rows.now(), dueAt);
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
        return patience(group, now, dueAt);
    }

    /** Until when a group lets a case lie with whom it is given to; null = for as long as the ladder lets it. */
    private static @Nullable Instant patience(Group group, Instant now, @Nullable Instant dueAt) {
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
        expectEligible(found, offer.get(), user, OverreadException.Kind.FORBIDDEN);
        String assigned = offer.get().assigned();
        if (assigned != null && !assigned.equals(user)) {
            throw OverreadException.conflict(RoutingMessages.MESSAGES.givenTo(assigned));
        }
    }

    private void expectEligible(ReadingCase found, Offer offer, String user, OverreadException.Kind kind) {
        chooser.obstacle(found, offer, user).ifPresent(no -> {
            throw new OverreadException(
                    kind, RoutingMessages.MESSAGES.mayNotRead(user, no.reason().text()));
        });
    }

    /** @throws OverreadException of kind UNPROCESSABLE when somebody may not read the case that it would be given to */
    void expectEligible(ReadingCase found, String colleague) {
        rows.load(found.id())
                .ifPresent(offer -> expectEligible(found, offer, colleague, OverreadException.Kind.UNPROCESSABLE));
    }

    /** The one reader a case is given to; null = it lies open to its group, or nobody has it. */
    @Nullable
    String assigned(ReadingCase found) {
        return rows.load(found.id())
                .filter(offer -> isOf(offer, found))
                .map(Offer::assigned)
                .orElse(null);
    }

    /** Whether it is read, or was given or offered to somebody of its group. */
    boolean canBeHandedOn(ReadingCase found) {
        return found.state() == CaseState.READING
                || (found.state().compareTo(CaseState.COMPLETE) > 0
                        && rows.load(found.id())
                                .filter(offer -> isOf(offer, found))
                                .isPresent());
    }

    /** Gives a case that lies at its group to one reader of it, for as long as the group lets one have it. */
    void give(ReadingCase found, String reader) {
        Offer offer = rows.load(found.id()).orElseThrow();
        rows.save(offer.to(offer.group(), reader), false);
        Instant again = configuration
                .current()
                .group(offer.group())
                .map(group -> patience(group, rows.now(), found.dueAt()))
                .orElse(null);
        if (again == null) {
            due.clear(found.id(), DueKind.OFFER);
        } else {
            due.set(found.id(), DueKind.OFFER, again);
        }
    }

    /** Has the choice made again after that time, if the case is given to one reader and still unread then. */
    void lookAgain(long caseId, Duration after) {
        if (rows.load(caseId).filter(offer -> offer.assigned() != null).isPresent()) {
            due.set(caseId, DueKind.OFFER, rows.now().plus(after));
        }
    }

    /** Whether the offer speaks of the group that has the case now. */
    static boolean isOf(Offer offer, ReadingCase found) {
        return Objects.equals(offer.group(), found.ownerGroup());
    }
}
