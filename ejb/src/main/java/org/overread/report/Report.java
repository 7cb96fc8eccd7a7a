/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.shared.PatientKey;

/**
 * A report as it was received.
 *
 * @param number within its case, from 1
 * @param standing {@code CURRENT} what holds; {@code SUPERSEDED} by a later one; {@code LATE} came when the case was not the
 *     group's, or cancelled
 * @param radiologist id, family, given name parted by {@code ^}
 * @param text empty in lists
 * @param pdf null when there is none, and in lists
 * @param patient whose it is; null when the case's images name no patient
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record Report(
        long id,
        long caseId,
        String site,
        int number,
        ReportStatus status,
        String standing,
        boolean applied,
        String sender,
        String group,
        String filler,
        String radiologist,
        Instant reportedAt,
        Instant receivedAt,
        long messageId,
        String text,
        boolean hasPdf,
        byte @Nullable [] pdf,
        @Nullable PatientKey patient) {
    @Override
    public String toString() {
        return "Report[" + id + "]";
    }
}
