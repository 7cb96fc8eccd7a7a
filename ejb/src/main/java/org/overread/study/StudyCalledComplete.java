/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** CDI event: a technologist called a study complete before its quiet period was over. */
public record StudyCalledComplete(
        long studyId, String site, String user, String patientId, String patientAuthority, String studyUid) {
    /** Hides the patient. */
    @Override
    public String toString() {
        return "StudyCalledComplete[" + studyId + "]";
    }
}
