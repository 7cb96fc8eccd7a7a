/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts;

/**
 * A case as it comes into a run: what was known of it when its study was complete.
 *
 * @param id tells cases apart
 * @param at when it is to be decided
 * @param facts as of then
 * @param transfer how long its images take to where they are read
 * @param earlierReader who read the patient last; null = nobody
 */
public record Arrival(
        long id,
        Instant at,
        CaseFacts facts,
        Duration transfer,
        @Nullable String earlierReader) {}
