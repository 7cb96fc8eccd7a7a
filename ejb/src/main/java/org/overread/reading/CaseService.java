/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;
import org.overread.timeline.Timeline;
import org.overread.timeline.TimelineEntry;

/**
 * What people do with cases. Whatever the caller may not see is not there; what they see but may not do is refused with
 * its reason. Each act is one transaction together with its timeline line and what comes next.
 */
@Stateless
@PermitAll
public class CaseService {
    private static final int LINES = 500;

    private final Cases cases;
    private final CaseAccess access;
    private final CaseRows rows;
    private final NoteRows notes;
    private final CaseWork work;
    private final Offers offers;
    private final Timeline timeline;
    private final Event<Object> events;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public CaseService() {
        this.cases = null;
        this.access = null;
        this.notes = null;
        this.rows = null;
        this.work = null;
        this.offers = null;
        this.timeline = null;
        this.events = null;
    }

    @Inject
    CaseService(
            Cases cases,
            CaseAccess access,
            CaseRows rows,
            NoteRows notes,
            CaseWork work,
            Offers offers,
            Timeline timeline,
            Event<Object> events) {
        this.access = access;
        this.notes = notes;
        this.cases = cases;
        this.rows = rows;
        this.work = work;
        this.offers = offers;
        this.timeline = timeline;
        this.events = events;
    }

    /** The worklist, or what a search finds. */
    public CasePage list(Scope scope, CaseQuery query) {
        Policy.mayReadCases(scope).orThrow();
        return cases.list(scope, query);
    }

    /** Opens a case for a person, which is an access to patient data. */
    public CaseView open(Scope scope, long id) {
        Policy.mayReadCases(scope).orThrow();
        CaseView found = access.visible(scope, id);
        events.fire(new CaseViewed(
                id,
                found.readingCase().site(),
                scope.user(),
                found.patientId(),
                found.patientAuthority(),
                found.studyUid()));
        return found;
    }

    /** The lines of a case, of its order and of its study, in the order in which they were written. */
    public List<TimelineEntry> timeline(Scope scope, long id) {
        Policy.mayReadCases(scope).orThrow();
        ReadingCase found = access.visible(scope, id).readingCase();
        List<String> subjects = new ArrayList<>(List.of(found.subject()));
        if (found.orderId() != null) {
            subjects.add("order:" + found.orderId());
        }
        if (found.studyId() != null) {
            subjects.add("study:" + found.studyId());
        }
        return timeline.of(subjects, LINES);
    }

    /** Why it went where it went, newest first. */
    public List<CaseDecision> decisions(Scope scope, long id) {
        Policy.mayReadCases(scope).orThrow();
        access.visible(scope, id);
        return cases.decisions(scope, id);
    }

    /**
     * Takes an available case to read it.
     *
     * @param version the case's, as the reader saw it
     * @throws OverreadException of kind CONFLICT when another was faster, saying who, or when it is not available
     */
    public CaseView claim(Scope scope, long id, int version) {
        ReadingCase found = access.lock(scope, id);
        String group = found.ownerGroup();
        if (!notes.brokeGlass(id, scope.user())) {
            if (found.state() == CaseState.CANCELLED) {
                throw OverreadException.conflict(ReadingMessages.MESSAGES.notClaimable(found.state()));
            }
            Policy.mayClaim(scope, found.site(), group).orThrow();
        }
        String reader = found.reader();
        if (found.state() == CaseState.READING && reader != null) {
            if (reader.equals(scope.user())) {
                return access.visible(scope, id);
            }
            throw OverreadException.conflict(ReadingMessages.MESSAGES.claimedBy(reader));
        }
        if (found.state() != CaseState.AVAILABLE || group == null) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.notClaimable(found.state()));
        }
        if (found.held()) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.held());
        }
        CaseAccess.expect(found, version);
        offers.expectClaimable(found, scope.user());
        rows.own(id, group, scope.user(), "claimed");
        rows.write(new CaseChange(found)
                .state(CaseState.READING)
                .reader(scope.user())
                .done());
        timeline.add(
                found.subject(),
                found.site(),
                group,
                "case.claimed",
                scope.user() + " of " + group + " reads the case.",
                Map.of("reader", scope.user(), "group", group));
        events.fire(new CaseClaimed(id, found.site(), group, scope.user()));
        CaseView claimed = access.visible(scope, id);
        events.fire(CaseActed.of(claimed, "claim", scope.user()));
        return claimed;
    }

    /** Gives a case back that is being read: by its reader, or by a coordinator. */
    public CaseView release(Scope scope, long id, int version) {
        ReadingCase found = access.lock(scope, id);
        String group = found.ownerGroup();
        String reader = found.reader();
        Policy.mayRelease(scope, found.site(), reader).orThrow();
        if (found.state() != CaseState.READING || group == null || reader == null) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.notReleasable(found.state()));
        }
        CaseAccess.expect(found, version);
        rows.own(id, group, null, "released");
        rows.write(new CaseChange(found).state(afterRelease(found)).reader(null).done());
        timeline.add(
                found.subject(),
                found.site(),
                group,
                "case.released",
                scope.user() + " gave the case back to " + group + ".",
                Map.of("reader", reader, "by", scope.user(), "group", group));
        events.fire(new CaseReleased(id, found.site(), group, reader, scope.user()));
        if (found.studyId() != null) {
            work.study(found.studyId());
        }
        CaseView released = access.visible(scope, id);
        events.fire(CaseActed.of(released, "release", scope.user()));
        return released;
    }

    /** Late images that are still under way make it wait like any other case. */
    static CaseState afterRelease(ReadingCase found) {
        return switch (found.imageState()) {
            case VERIFIED -> CaseState.AVAILABLE;
            case COMPLETE, SENDING, QUARANTINED -> CaseState.ROUTED;
            case NONE, ARRIVING -> CaseState.ARRIVING;
        };
    }

    /** What the caller may do with a case, by the names of the acts' paths. */
    public List<String> may(Scope scope, ReadingCase of, CaseStanding standing) {
        return CaseMay.of(scope, of, standing);
    }

    /** To whom a case that the caller was given is offered and for how long, and whether it is seen through broken glass. */
    public CaseStanding standing(Scope scope, ReadingCase of) {
        return notes.standing(of, scope.user());
    }
}
