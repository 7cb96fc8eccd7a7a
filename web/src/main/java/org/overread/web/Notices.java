/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import org.overread.outbox.Lane;
import org.overread.outbox.Work;
import org.overread.outbox.WorkItem;
import org.overread.shared.DicomUid;

/** Stores that an archive asks us to look at a study. A transaction of its own: what it returns from is committed. */
@Stateless
@PermitAll
public class Notices {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Work work;

    /** Appends the look unless the same one is waiting already: ten notices of one study are one look. */
    public void look(String archive, DicomUid study) {
        work.appendUnlessWaiting(WorkItem.now(
                "study.look",
                "look:" + archive + ":" + study.value(),
                Lane.LONG,
                Map.of("archive", archive, "studyUid", study.value(), "hint", "notify")));
    }
}
