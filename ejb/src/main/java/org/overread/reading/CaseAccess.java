/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.AccessDenied;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;

/** How a person comes to a case: what is out of scope is not there, and who was faster is named. */
@ApplicationScoped
class CaseAccess {
    private final Jdbi jdbi;
    private final Cases cases;
    private final CaseRows rows;
    private final Event<Object> events;

    @Inject
    CaseAccess(Jdbi jdbi, Cases cases, CaseRows rows, Event<Object> events) {
        this.jdbi = jdbi;
        this.cases = cases;
        this.rows = rows;
        this.events = events;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseAccess() {
        this.jdbi = null;
        this.cases = null;
        this.rows = null;
        this.events = null;
    }

    CaseView visible(Scope scope, long id) {
        return cases.load(scope, id).orElseThrow(() -> {
            // answered alike, so that nobody can feel out what there is; the trail tells the two apart
            if (cases.load(Scope.system(), id).isPresent()) {
                events.fire(new AccessDenied(scope.user(), "case:" + id));
            }
            return OverreadException.notFound(ReadingMessages.MESSAGES.notFound());
        });
    }

    ReadingCase lock(Scope scope, long id) {
        visible(scope, id);
        return rows.lock(id).orElseThrow(() -> OverreadException.notFound(ReadingMessages.MESSAGES.notFound()));
    }

    /** The case after an act on it, which may have taken it out of the caller's sight. */
    CaseView after(long id) {
        return cases.load(Scope.system(), id).orElseThrow();
    }

    /** @throws OverreadException of kind PRECONDITION_FAILED when the caller saw an older version */
    static void expect(ReadingCase found, int version) {
        if (found.version() != version) {
            throw new OverreadException(OverreadException.Kind.PRECONDITION_FAILED, ReadingMessages.MESSAGES.changed());
        }
    }

    /**
     * The same where people race for one act.
     *
     * @throws OverreadException of kind CONFLICT naming the person who was faster; of kind PRECONDITION_FAILED when it
     *     was no person that changed the case
     */
    void race(ReadingCase found, int version, String user) {
        if (found.version() == version) {
            return;
        }
        Optional<String> who = last(found);
        if (who.isPresent() && !who.get().equals(user)) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.changedBy(who.get()));
        }
        expect(found, version);
    }

    /** Whoever made the case's newest line, when that was a person. */
    private Optional<String> last(ReadingCase found) {
        return jdbi.withHandle(h -> h.createQuery("""
                        select coalesce(data ->> 'by', data ->> 'reader') as who from timeline
                         where subject = :subject order by id desc limit 1""")
                .bind("subject", found.subject())
                .mapTo(String.class)
                .findOne()
                .filter(who -> !who.equals(Scope.system().user())));
    }

    /** @throws OverreadException of kind CONFLICT naming the reader when somebody else reads the case */
    static void unread(ReadingCase found, String user) {
        if (found.state() == CaseState.READING && found.reader() != null && !user.equals(found.reader())) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.claimedBy(found.reader()));
        }
    }

    static OverreadException notNow(ReadingCase found) {
        return OverreadException.conflict(ReadingMessages.MESSAGES.notNow(found.state()));
    }
}
