/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import org.jspecify.annotations.Nullable;

/**
 * CDI event: a person did something with a case, in this transaction.
 *
 * @param act in small letters, as in its path: {@code hold}
 * @param group who had the case then
 */
public record CaseActed(
        long caseId,
        String site,
        @Nullable String group,
        String act,
        String user,
        String patientId,
        String patientAuthority,
        String studyUid) {

    static CaseActed of(CaseView view, String act, String user) {
        ReadingCase c = view.readingCase();
        return new CaseActed(
                c.id(),
                c.site(),
                c.ownerGroup(),
                act,
                user,
                view.patientId(),
                view.patientAuthority(),
                view.studyUid());
    }

    /** Without the patient. */
    @Override
    public String toString() {
        return "CaseActed[" + caseId + ", " + act + "]";
    }
}
