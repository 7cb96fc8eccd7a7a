/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.shared.DicomUid;

@ApplicationScoped
class OutboxHints implements StudyHints {
    private final Work work;

    @Inject
    OutboxHints(Work work) {
        this.work = work;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected OutboxHints() {
        this.work = null;
    }

    @Override
    public void look(String archive, DicomUid study, Hint hint) {
        work.appendUnlessWaiting(WorkItem.now(
                StudyLook.KIND,
                "look:" + archive + ":" + study,
                Lane.LONG,
                new LookRequest(archive, study.value(), hint.word())));
    }
}
