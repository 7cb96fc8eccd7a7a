/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one case stands beside its state, for whoever opened it.
 *
 * @param offeredTo the one reader it is given to; null = open to its group
 * @param offerEndsAt when that is looked at again; null = not by itself
 * @param glassUntil until when the caller sees it for having broken its glass; null = did not
 */
public record CaseStanding(
        @Nullable String offeredTo,
        @Nullable Instant offerEndsAt,
        @Nullable Instant glassUntil) {}
