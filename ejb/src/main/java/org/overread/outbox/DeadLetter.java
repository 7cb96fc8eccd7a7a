/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** Work that failed for good, with its reason, until a person retries it. */
public record DeadLetter(
        long id,
        String kind,
        String key,
        JsonNode payload,
        int attempts,
        String code,
        String text,
        Instant appendedAt,
        Instant diedAt) {}
