/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step, as a person reads it.
 *
 * @param cursor its place in the order in which live pages follow
 * @param subject whose step: {@code case:1}, {@code order:1} or {@code study:1}
 * @param site the site, empty when not known
 * @param group the reading group that owns the case, when one does
 * @param kind a stable word for programs, such as {@code transfer.verified}
 * @param text a short sentence; no patient data
 * @param data facts for programs; no patient data
 */
public record TimelineEntry(
        TimelineCursor cursor,
        Instant at,
        String subject,
        String site,
        @Nullable String group,
        String kind,
        String text,
        JsonNode data) {}
