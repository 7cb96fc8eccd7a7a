/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

/**
 * A study was brought to a destination and found there. One study has one patient, so one event is one audit message
 * (DICOM PS3.15 section A.5.3.7, 110104 Instances Transferred).
 *
 * @param patientId (0010,0020); for the audit trail only, never for a log line
 * @param instances how many objects the destination holds
 * @param verification {@code instances}, {@code committed} or {@code counted}
 * @param packed whether it went as a file for somebody to carry on (110106 Export), not over a line
 */
public record StudyTransferred(
        long transferId,
        long caseId,
        long studyId,
        String archive,
        String destination,
        String site,
        String studyUid,
        String patientId,
        String patientAuthority,
        int instances,
        String verification,
        boolean packed) {
    /** Without the patient. */
    @Override
    public String toString() {
        return "StudyTransferred[transfer " + transferId + "]";
    }
}
