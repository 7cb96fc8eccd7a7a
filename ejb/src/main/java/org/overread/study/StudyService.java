/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.access.AccessDenied;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.shared.OverreadException;
import org.overread.shared.SharedMessages;

/** What people do with studies. Each act is one transaction with its timeline line, its audit message and what follows. */
@Stateless
@PermitAll
public class StudyService {
    private final Studies studies;
    private final StudyCompletion completion;
    private final Event<Object> events;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public StudyService() {
        this.studies = null;
        this.completion = null;
        this.events = null;
    }

    @Inject
    StudyService(Studies studies, StudyCompletion completion, Event<Object> events) {
        this.studies = studies;
        this.completion = completion;
        this.events = events;
    }

    /**
     * A technologist's word that all images are there: the study is complete at once, and its quiet period changes
     * nothing any more. Saying it twice has one effect. Images that come later are late images, as after a quiet period.
     *
     * @param uid Study Instance UID (0020,000D)
     * @param archive where it is held; null for each archive that holds it
     * @return the study as it is now in each of these archives
     * @throws OverreadException NOT_FOUND when the caller sees no such study, FORBIDDEN for another role or site,
     *     CONFLICT for a study that has no images or is no case
     */
    public List<Study> complete(Scope scope, String uid, @Nullable String archive) {
        List<Study> seen = studies.list(scope, copies(uid, archive));
        if (seen.isEmpty()) {
            // answered alike, so that nobody can feel out what there is; the trail tells the two apart
            studies.list(Scope.system(), copies(uid, archive))
                    .forEach(hidden -> events.fire(new AccessDenied(scope.user(), hidden.subject())));
            throw OverreadException.notFound(SharedMessages.MESSAGES.notFound());
        }
        seen.forEach(study -> Policy.mayComplete(scope, study.site()).orThrow());
        List<Study> ours =
                seen.stream().filter(study -> study.intake() == Intake.IN).toList();
        (ours.isEmpty() ? seen : ours).forEach(study -> completion.complete(study.id(), scope.user()));
        return studies.list(scope, copies(uid, archive));
    }

    private static StudyQuery copies(String uid, @Nullable String archive) {
        return new StudyQuery(null, archive, null, null, uid, null, null, null, false, null, StudyQuery.MOST);
    }
}
