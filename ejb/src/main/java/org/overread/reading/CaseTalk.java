/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.shared.OverreadException;

/**
 * What people say about a case to one another: notes and second opinions, which never change who owns it; and how a
 * radiologist sees a case in an emergency. What is said is patient data and is in no line of the timeline.
 */
@Stateless
@PermitAll
public class CaseTalk {
    /** How long a broken glass stays open. */
    private static final int GLASS_MINUTES = 60;

    private final CaseAccess access;
    private final Cases cases;
    private final CaseRows rows;
    private final NoteRows notes;
    private final ConfigurationStore configuration;
    private final CaseTimeline timeline;
    private final Event<Object> events;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public CaseTalk() {
        this.access = null;
        this.cases = null;
        this.rows = null;
        this.notes = null;
        this.configuration = null;
        this.timeline = null;
        this.events = null;
    }

    @Inject
    CaseTalk(
            CaseAccess access,
            Cases cases,
            CaseRows rows,
            NoteRows notes,
            ConfigurationStore configuration,
            CaseTimeline timeline,
            Event<Object> events) {
        this.access = access;
        this.cases = cases;
        this.rows = rows;
        this.notes = notes;
        this.configuration = configuration;
        this.timeline = timeline;
        this.events = events;
    }

    /** Oldest first. */
    public List<CaseNote> notes(Scope scope, long id) {
        Policy.mayReadCases(scope).orThrow();
        access.visible(scope, id);
        return notes.notes(id);
    }

    /** Adds a note, and says who did in the timeline. */
    public List<CaseNote> note(Scope scope, long id, String text) {
        CaseView view = access.visible(scope, id);
        Policy.mayNote(scope).orThrow();
        notes.note(id, scope.user(), null, text);
        timeline.add(view.readingCase(), "case.noted", scope.user() + " wrote a note.", Map.of("by", scope.user()));
        events.fire(CaseActed.of(view, "note", scope.user()));
        return notes.notes(id);
    }

    /** Oldest first. */
    public List<CaseOpinion> opinions(Scope scope, long id) {
        Policy.mayReadCases(scope).orThrow();
        access.visible(scope, id);
        return notes.opinions(id);
    }

    /**
     * Asks a reader or a group for a second opinion. Whoever is asked sees the case while it is open; its owner stays.
     *
     * @param reader either this
     * @param group or this
     */
    public CaseOpinion ask(Scope scope, long id, @Nullable String reader, @Nullable String group, String question) {
        CaseView view = access.visible(scope, id);
        ReadingCase found = view.readingCase();
        Policy.mayLead(scope, found.site(), found.reader()).orThrow();
        if (!found.state().isOpen()) {
            throw CaseAccess.notNow(found);
        }
        Configuration current = configuration.current();
        boolean known = reader == null
                ? current.group(group).isPresent()
                : group == null
                        && (current.readers().isEmpty()
                                || current.reader(reader).isPresent());
        if (!known) {
            throw new OverreadException(OverreadException.Kind.UNPROCESSABLE, ReadingMessages.MESSAGES.nobodyToAsk());
        }
        CaseOpinion asked = notes.ask(id, scope.user(), reader, group, question);
        notes.guest(id, reader, group, "OPINION", null);
        timeline.add(
                found,
                "case.opinion-asked",
                scope.user() + " asked " + (reader == null ? group : reader) + " for a second opinion.",
                Map.of(
                        "by",
                        scope.user(),
                        "opinion",
                        asked.id(),
                        "of",
                        String.valueOf(reader == null ? group : reader)));
        events.fire(CaseActed.of(view, "opinion", scope.user()));
        return asked;
    }

    /** Gives the opinion that was asked for. */
    public CaseOpinion answer(Scope scope, long id, long opinion, String text) {
        CaseView view = access.visible(scope, id);
        CaseOpinion asked = notes.lockOpinion(id, opinion)
                .filter(o -> o.answer() == null)
                .filter(o -> scope.user().equals(o.reader())
                        || (o.group() != null && scope.readingGroups().contains(o.group())))
                .orElseThrow(() -> OverreadException.conflict(ReadingMessages.MESSAGES.noQuestion()));
        CaseOpinion answered = notes.answer(asked.id(), scope.user(), text);
        timeline.add(
                view.readingCase(),
                "case.opinion-given",
                scope.user() + " gave the opinion that " + asked.askedBy() + " asked for.",
                Map.of("by", scope.user(), "opinion", asked.id()));
        events.fire(CaseActed.of(view, "opinion", scope.user()));
        return answered;
    }

    /**
     * Lets a radiologist see and claim a case out of scope, for an hour, in an emergency. The coordinator and the audit
     * trail are told at once.
     */
    public CaseView breakGlass(Scope scope, long id, String reason) {
        Policy.mayBreakGlass(scope).orThrow();
        ReadingCase found = rows.lock(id)
                .filter(c -> c.state().isOpen())
                .orElseThrow(() -> OverreadException.notFound(ReadingMessages.MESSAGES.notFound()));
        boolean own = cases.load(scope, id).isPresent()
                && Policy.mayClaim(scope, found.site(), found.ownerGroup()).isAllowed();
        if (own || notes.brokeGlass(id, scope.user())) {
            throw OverreadException.conflict(ReadingMessages.MESSAGES.seenAlready());
        }
        notes.guest(id, scope.user(), null, "BREAK_GLASS", GLASS_MINUTES);
        notes.note(id, scope.user(), "breakglass", reason);
        timeline.add(
                found,
                "case.glass-broken",
                scope.user() + " broke the glass, and sees the case for " + GLASS_MINUTES + " minutes.",
                Map.of("by", scope.user(), "tell", "coordinator"));
        CaseView view = access.visible(scope, id);
        events.fire(CaseActed.of(view, "breakglass", scope.user()));
        return view;
    }
}
