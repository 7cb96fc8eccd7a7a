/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import org.jspecify.annotations.Nullable;
import org.overread.shared.PatientKey;

/**
 * An outgoing message came to its end, for now: the receiver acknowledged it, refused it, or nobody knows. Fired in the
 * transaction that writes it.
 *
 * @param receiver {@code sender:NAME} or {@code group:NAME}
 * @param purpose ORDER, RESULT, STATUS, ANSWER or FORWARD
 * @param caseId null for what is of no case: an answer, a forwarded message
 * @param reportId the report that it carried
 * @param problem the message id of why it was not delivered; empty when it was
 * @param patient for the audit trail
 */
public record MessageEnded(
        long messageId,
        String receiver,
        String purpose,
        @Nullable Long caseId,
        @Nullable Long reportId,
        String site,
        boolean delivered,
        String problem,
        @Nullable PatientKey patient) {}
