/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was proved of a transfer in one of its rounds: what, where, when and how. Written once with the proof.
 *
 * @param round the transfer's round that it is about; late images have a receipt of their own
 * @param instances how many objects the study had, each of them at the destination
 * @param bytes handed over in the round; what the destination held already was not sent
 * @param verification how it was proved, as {@link Transfer#verification}
 * @param digest SHA-256, in hexadecimal, of the study's SOP Instance UIDs in the order of their characters, one a line
 *     with no line end behind the last: whoever holds the study can compute it
 * @param node the server that proved it
 * @param askedBy who took the transfer up again; null when nobody had to
 */
public record Receipt(
        long transferId,
        int round,
        long caseId,
        String archive,
        String destination,
        String site,
        String studyUid,
        int instances,
        long bytes,
        String verification,
        String digest,
        String node,
        @Nullable String askedBy,
        Instant verifiedAt) {}
