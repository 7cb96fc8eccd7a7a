/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.report.Report;
import org.overread.report.ReportStatus;

/** A report as the API shows it: schema {@code Report} of the description. */
record ReportAnswer(
        long id,
        long caseId,
        int number,
        ReportStatus status,
        String standing,
        boolean applied,
        String sender,
        String group,
        String fillerNumber,
        String radiologist,
        Instant reportedAt,
        Instant receivedAt,
        long messageId,
        boolean pdf,
        @Nullable String text) {

    /** Without its text, for lists. */
    static ReportAnswer head(Report report) {
        return of(report, null);
    }

    static ReportAnswer whole(Report report) {
        return of(report, report.text());
    }

    private static ReportAnswer of(Report report, @Nullable String text) {
        return new ReportAnswer(
                report.id(),
                report.caseId(),
                report.number(),
                report.status(),
                report.standing(),
                report.applied(),
                report.sender(),
                report.group(),
                report.filler(),
                report.radiologist(),
                report.reportedAt(),
                report.receivedAt(),
                report.messageId(),
                report.hasPdf(),
                text);
    }

    @Override
    public String toString() {
        return "ReportAnswer[" + id + "]";
    }
}
