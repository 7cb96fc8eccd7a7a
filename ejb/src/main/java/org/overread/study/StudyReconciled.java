/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/**
 * CDI event: a person decided about a study and an order. Fired in the transaction of the decision.
 *
 * @param act the decision's act, such as {@code LINK}, or {@code UNDO}
 */
public record StudyReconciled(
        String act,
        long studyId,
        long orderId,
        String site,
        String user,
        String patientId,
        String patientAuthority,
        String accession,
        String studyUid) {
    /** Hides the patient. */
    @Override
    public String toString() {
        return "StudyReconciled[" + act + " " + studyId + " " + orderId + "]";
    }
}
