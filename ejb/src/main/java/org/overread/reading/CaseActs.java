/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
import org.overread.config.Reader;
import org.overread.shared.OverreadException;

/**
 * How people give a case to others: back to the group, further out, to a group of their choice, to a colleague. Reasons
 * are kept with the case's notes, since they may speak of the patient; the timeline tells the act.
 */
@Stateless
@PermitAll
public class CaseActs {
    private final CaseAccess access;
    private final CaseRows rows;
    private final NoteRows notes;
    private final CaseMove move;
    private final CaseWork work;
    private final Offers offers;
    private final ConfigurationStore configuration;
    private final CaseTimeline timeline;
    private final Event<Object> events;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public CaseActs() {
        this.access = null;
        this.rows = null;
        this.notes = null;
        this.move = null;
        this.work = null;
        this.offers = null;
        this.configuration = null;
        this.timeline = null;
        this.events = null;
    }

    @Inject
    CaseActs(
            CaseAccess access,
            CaseRows rows,
            NoteRows notes,
            CaseMove move,
            CaseWork work,
            Offers offers,
            ConfigurationStore configuration,
            CaseTimeline timeline,
            Event<Object> events) {
        this.access = access;
        this.rows = rows;
        this.notes = notes;
        this.move = move;
        this.work = work;
        this.offers = offers;
        this.configuration = configuration;
        this.timeline = timeline;
        this.events = events;
    }

    /** A reader of the group would rather not read it: it stays the group's, and that reader is not chosen for it again. */
    public CaseView decline(Scope scope, long id, int version, String reason) {
        ReadingCase found = access.lock(scope, id);
        Policy.mayPassOn(scope, found.site(), found.ownerGroup()).orThrow();
        CaseAccess.unread(found, scope.user());
        String group = found.ownerGroup();
        if (group == null
                || found.state() == CaseState.COMPLETE
                || found.state().compareTo(CaseState.READING) > 0) {
            throw CaseAccess.notNow(found);
        }
        access.race(found, version, scope.user());
        notes.declined(found, scope.user(), group, reason);
        notes.note(id, scope.user(), "decline", reason);
        if (found.state() == CaseState.READING) {
            rows.own(id, group, null, "declined");
            rows.write(new CaseChange(found)
                    .state(CaseService.afterRelease(found))
                    .reader(null)
                    .done());
            if (found.studyId() != null) {
                work.study(found.studyId());
            }
        } else {
            rows.write(new CaseChange(found).done());
        }
        timeline.add(
                found,
                "case.declined",
                scope.user() + " declined the case; it is still " + group + "'s.",
                Map.of("by", scope.user(), "group", group));
        return acted(scope, id, "decline");
    }

    /**
     * Gives a case further out before its ladder does: by a reader of the group that has it, or a coordinator.
     *
     * @param to the group; null = the first group of the next tier that may have it
     */
    public CaseView escalate(Scope scope, long id, int version, @Nullable String to, String reason) {
        ReadingCase found = access.lock(scope, id);
        Policy.mayEscalate(scope, found.site(), found.ownerGroup()).orThrow();
        CaseAccess.unread(found, scope.user());
        movable(scope, found);
        access.race(found, version, scope.user());
        Configuration current = configuration.current();
        Group group = to == null ? outwards(found, current) : chosen(found, to, current);
        give(scope, found, new CaseChange(found).escalated(true), group, "case.escalated", "escalate", reason);
        return acted(scope, id, "escalate");
    }

    /** Gives a case to a group of a coordinator's choice, also out of triage. */
    public CaseView reroute(Scope scope, long id, int version, String to, String reason) {
        ReadingCase found = access.lock(scope, id);
        Policy.mayDispatch(scope, found.site()).orThrow();
        CaseAccess.unread(found, scope.user());
        movable(scope, found);
        access.race(found, version, scope.user());
        Group group = chosen(found, to, configuration.current());
        give(scope, found, new CaseChange(found), group, "case.rerouted", "reroute", reason);
        return acted(scope, id, "reroute");
    }

    /**
     * Hands a case to a colleague of the same group: by whoever reads it or is given it, or by a coordinator. One that is
     * being read goes on being read; before that it is given to the colleague, who may read it by the same rules.
     */
    public CaseView transfer(Scope scope, long id, int version, String colleague, String reason) {
        ReadingCase found = access.lock(scope, id);
        String group = found.ownerGroup();
        String from = found.state() == CaseState.READING ? found.reader() : offers.assigned(found);
        Policy.mayLead(scope, found.site(), from).orThrow();
        if (group == null || found.state().compareTo(CaseState.READING) > 0 || !offers.canBeHandedOn(found)) {
            throw CaseAccess.notNow(found);
        }
        access.race(found, version, scope.user());
        Configuration current = configuration.current();
        boolean known = current.reader(colleague)
                        .map(Reader::groups)
                        .filter(g -> g.contains(group))
                        .isPresent()
                // a group that chooses its readers itself is not known by name
                || (current.readersOf(group).isEmpty() && !colleague.isBlank());
        if (!known || colleague.equals(from)) {
            throw new OverreadException(
                    OverreadException.Kind.UNPROCESSABLE, ReadingMessages.MESSAGES.noColleague(colleague, group));
        }
        offers.expectEligible(found, colleague);
        if (found.state() == CaseState.READING) {
            rows.own(id, group, colleague, "transferred");
            rows.write(new CaseChange(found).reader(colleague).done());
        } else {
            rows.write(new CaseChange(found).done());
            offers.give(found, colleague);
        }
        note(id, scope, "transfer", reason);
        timeline.add(
                found,
                "case.transferred",
                scope.user() + " gave the case to " + colleague + " of " + group + ".",
                Map.of("by", scope.user(), "from", from == null ? "" : from, "reader", colleague, "group", group));
        return acted(scope, id, "transfer");
    }

    private static void movable(Scope scope, ReadingCase found) {
        boolean own = found.state() == CaseState.READING && scope.user().equals(found.reader());
        if (!own && !CaseMove.movable(found)) {
            throw CaseAccess.notNow(found);
        }
    }

    private Group outwards(ReadingCase found, Configuration current) {
        for (Group.Tier tier : CaseMove.beyond(found.tier())) {
            Optional<Group> next = move.next(found, tier, current);
            if (next.isPresent()) {
                return next.get();
            }
        }
        throw new OverreadException(OverreadException.Kind.UNPROCESSABLE, ReadingMessages.MESSAGES.nobodyFurtherOut());
    }

    private static Group chosen(ReadingCase found, String name, Configuration current) {
        Optional<Group> group = current.group(name);
        Optional<String> why = group.isEmpty()
                ? Optional.of("the configuration does not know it")
                : name.equals(found.ownerGroup())
                        ? Optional.of("it has it already")
                        : CaseMove.obstacle(current, found.site(), group.get());
        if (why.isPresent()) {
            throw new OverreadException(
                    OverreadException.Kind.UNPROCESSABLE, ReadingMessages.MESSAGES.groupMayNot(name, why.get()));
        }
        return group.orElseThrow();
    }

    private void give(
            Scope scope, ReadingCase found, CaseChange change, Group to, String kind, String act, String reason) {
        note(found.id(), scope, act, reason);
        String from = found.ownerGroup();
        move.move(
                found,
                change,
                to,
                new CaseMove.Told(
                        kind,
                        scope.user()
                                + (from == null
                                        ? " gave the case to "
                                        : " took the case from " + from + " and gave it to ")
                                + to.name(),
                        act,
                        Map.of("by", scope.user(), "tell", "coordinator")));
    }

    private void note(long id, Scope scope, String act, String reason) {
        if (!reason.isEmpty()) {
            notes.note(id, scope.user(), act, reason);
        }
    }

    /** The case as it is now; one that the act took out of the caller's sight is shown to them this last time. */
    private CaseView acted(Scope scope, long id, String act) {
        CaseView now = access.after(id);
        events.fire(CaseActed.of(now, act, scope.user()));
        return now;
    }
}
