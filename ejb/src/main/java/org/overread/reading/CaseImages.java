/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.overread.access.AccessDenied;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.shared.DicomUid;
import org.overread.shared.OverreadException;

/**
 * Who may see the images of which case. What is out of scope is not there. The first access to a study within a session is
 * audited in the same transaction; those that follow, an image each, are not told again.
 */
@Stateless
@PermitAll
public class CaseImages {
    private final CaseStudies studies;
    private final Jdbi jdbi;
    private final Event<Object> events;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public CaseImages() {
        this.studies = null;
        this.jdbi = null;
        this.events = null;
    }

    @Inject
    CaseImages(CaseStudies studies, Jdbi jdbi, Event<Object> events) {
        this.studies = studies;
        this.jdbi = jdbi;
        this.events = events;
    }

    /** The studies of the caller's cases. */
    public List<CaseStudy> list(Scope scope, CaseStudyQuery query) {
        Policy.maySeeImages(scope).orThrow();
        return studies.list(scope, query);
    }

    /**
     * Opens the images of a study.
     *
     * @param session what stands for the caller's session and tells nothing of it; null = there is none, and then the
     *     hour is the session
     * @throws OverreadException NOT_FOUND, the same whether there is no such study or it is somebody else's
     */
    public CaseStudy open(Scope scope, DicomUid uid, @Nullable String session) {
        Policy.maySeeImages(scope).orThrow();
        CaseStudy study = studies.find(scope, uid).orElseThrow(() -> {
            studies.find(Scope.system(), uid)
                    .ifPresent(hidden -> events.fire(new AccessDenied(scope.user(), "case:" + hidden.caseId())));
            return OverreadException.notFound(ReadingMessages.MESSAGES.notFound());
        });
        if (isFirst(scope.user(), session, uid)) {
            events.fire(new ImagesAccessed(
                    study.caseId(),
                    study.site(),
                    scope.user(),
                    study.patientId(),
                    study.patientAuthority(),
                    uid.value()));
        }
        return study;
    }

    private boolean isFirst(String user, @Nullable String session, DicomUid uid) {
        return jdbi.withHandle(h -> {
            // asked first, so that each further image is a read and no write
            String viewer = h.createQuery("""
                            select coalesce(cast(:session as text),
                                            :user || to_char(now() at time zone 'UTC', ' YYYY-MM-DD HH24'))""")
                    .bind("session", session == null ? null : user + " " + session)
                    .bind("user", user)
                    .mapTo(String.class)
                    .one();
            boolean known = h.createQuery(
                            "select exists (select from image_access where viewer = :viewer and study_uid = :study)")
                    .bind("viewer", viewer)
                    .bind("study", uid.value())
                    .mapTo(Boolean.class)
                    .one();
            if (known) {
                return false;
            }
            h.execute("delete from image_access where seen_at < now() - interval '2 days'");
            return h.createUpdate("insert into image_access (viewer, study_uid) values (:viewer, :study)"
                                    + " on conflict do nothing")
                            .bind("viewer", viewer)
                            .bind("study", uid.value())
                            .execute()
                    == 1;
        });
    }
}
