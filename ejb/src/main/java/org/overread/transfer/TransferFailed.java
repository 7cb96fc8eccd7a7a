/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import org.overread.shared.Problem;

/**
 * A study could not be brought to a destination and is quarantined until a person mends the reason.
 *
 * @param patientId (0010,0020); for the audit trail only, never for a log line
 * @param there how many of the study's objects the destination holds all the same
 */
public record TransferFailed(
        long transferId,
        long caseId,
        long studyId,
        String archive,
        String destination,
        String site,
        String studyUid,
        String patientId,
        String patientAuthority,
        int there,
        Problem problem) {
    /** Without the patient. */
    @Override
    public String toString() {
        return "TransferFailed[transfer " + transferId + ", " + problem.code() + "]";
    }
}
