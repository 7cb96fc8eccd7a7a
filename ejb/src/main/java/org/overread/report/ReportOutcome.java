/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;

/** What became of a report that was received. */
public sealed interface ReportOutcome {
    /** @param warning why it did not do all that it might, or null */
    record Kept(long reportId, @Nullable Problem warning) implements ReportOutcome {}

    /** It belongs to no case, to several, or to another patient. */
    record Refused(Problem problem) implements ReportOutcome {}
}
