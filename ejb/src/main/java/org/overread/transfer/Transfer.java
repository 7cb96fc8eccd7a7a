/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;

/**
 * A study on its way to a destination, for a case.
 *
 * @param round 1 at first; each time that late images re-open the transfer, or a person retries it, the next
 * @param instances how many objects the source held when it was last listed
 * @param sent how many were handed over in the running or last attempt
 * @param there how many of the source's objects the destination held when it was last listed
 * @param bytes how many were handed over in this round
 * @param verification how it was proved: {@code instances} each object was listed at the destination, {@code committed}
 *     the destination gave its word for each by storage commitment, {@code counted} the archive or the destination gave a number; null until then
 * @param attempts in all rounds
 * @param fruitless attempts in a row after which the destination held no more than before
 * @param problem why it waits or is quarantined
 * @param version for {@code If-Match}; rises with each change of state, not with progress
 */
public record Transfer(
        long id,
        long caseId,
        long studyId,
        String archive,
        String studyUid,
        String site,
        String destination,
        TransferState state,
        int round,
        int instances,
        int sent,
        int there,
        long bytes,
        @Nullable String verification,
        int attempts,
        int fruitless,
        @Nullable Problem problem,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant verifiedAt,
        int version) {
    /** The work that would send it. */
    public SendStudy request() {
        return new SendStudy(caseId, studyId, archive, studyUid, site, destination);
    }
}
