/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor asks. Each part that is null asks nothing.
 *
 * @param before the id to continue below
 * @param event a DCM code
 * @param who a user or peer
 * @param subject such as {@code case:1}
 * @param patientId all about this patient: orders, cases, studies, reports and messages
 * @param authority who assigned that ID; null for any
 * @param breakGlass only cases whose glass was broken
 */
public record AuditSearch(
        @Nullable Long before,
        @Nullable String event,
        @Nullable String who,
        @Nullable String subject,
        @Nullable String patientId,
        @Nullable String authority,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean breakGlass,
        int limit) {
    /** Hides whom it is about. */
    @Override
    public String toString() {
        return "AuditSearch[hidden]";
    }
}
