/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A seal that was told outside of the database.
 *
 * @param seal its number
 * @param target where, such as {@code file} or {@code tsa}
 * @param at when
 * @param line the seal in one line, as the offline verifier reads it
 * @param receipt the time stamp token (RFC 3161, DER) in base64; null where none is given
 */
public record AuditAnchor(
        long seal,
        String target,
        Instant at,
        String line,
        @Nullable String receipt) {}
