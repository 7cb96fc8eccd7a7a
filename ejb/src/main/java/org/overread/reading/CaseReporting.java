/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** Moves a case by what is reported on it, by the moves that {@link CaseState} knows. Belongs to the caller's transaction. */
@ApplicationScoped
public class CaseReporting {
    private final CaseRows rows;
    private final CaseTimeline timeline;

    @Inject
    CaseReporting(CaseRows rows, CaseTimeline timeline) {
        this.rows = rows;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CaseReporting() {
        this.rows = null;
        this.timeline = null;
    }

    /** Locks the case until the transaction ends, so that reports on it are taken one after the other. */
    public Optional<ReadingCase> lock(long caseId) {
        return rows.lock(caseId);
    }

    /**
     * A report was made elsewhere, by the group that has the case: whoever reports has read.
     *
     * @param ended final or corrected, and not preliminary
     * @param reader who is kept as its reader when nobody claimed it here
     * @return false when the case cannot move there now: its images are not proven, or it was cancelled
     */
    public boolean reported(long caseId, boolean ended, String reader) {
        ReadingCase found = rows.lock(caseId).orElseThrow();
        CaseState goal = ended ? CaseState.FINAL : CaseState.PRELIMINARY;
        if (found.state() == CaseState.AVAILABLE && found.ownerGroup() != null) {
            rows.own(caseId, found.ownerGroup(), reader, "reported");
            rows.write(new CaseChange(found)
                    .state(CaseState.READING)
                    .reader(reader)
                    .done());
            found = rows.lock(caseId).orElseThrow();
        }
        if (found.state() == goal) {
            return true;
        }
        if (!found.state().canBecome(goal)) {
            return false;
        }
        rows.write(new CaseChange(found).state(goal).done());
        timeline.add(
                found,
                "case." + goal.name().toLowerCase(java.util.Locale.ROOT),
                ended
                        ? "The report is final; the case ends when the RIS that ordered has acknowledged it."
                        : "There is a preliminary report.");
        return true;
    }

    /**
     * The RIS that ordered has the report.
     *
     * @return false when the case is not at its end, such as when a corrected report came meanwhile
     */
    public boolean delivered(long caseId, String receiver) {
        ReadingCase found = rows.lock(caseId).orElseThrow();
        if (!found.state().canBecome(CaseState.DELIVERED)) {
            return false;
        }
        rows.write(new CaseChange(found).state(CaseState.DELIVERED).done());
        timeline.add(found, "case.delivered", receiver + " acknowledged the report.", Map.of("receiver", receiver));
        return true;
    }
}
