/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.overread.timeline.TimelineEntry;

/** One line of a timeline: schema {@code Step}. */
record StepAnswer(Instant at, String subject, String kind, String text, JsonNode data) {
    static StepAnswer of(TimelineEntry entry) {
        return new StepAnswer(entry.at(), entry.subject(), entry.kind(), entry.text(), entry.data());
    }
}
