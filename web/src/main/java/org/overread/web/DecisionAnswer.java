/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.reading.CaseDecision;
import org.overread.routing.ChoiceInWords;

/**
 * Why a case went where it went: schema {@code Decision} of the description. Kept decisions are read as trees, since those
 * of an older release may know less.
 */
record DecisionAnswer(
        Instant at,
        int configuration,
        @Nullable String rule,
        @Nullable String tier,
        @Nullable String group,
        @Nullable String destination,
        @Nullable String priority,
        boolean triage,
        @Nullable String clock,
        @Nullable String dueAt,
        JsonNode tried,
        List<String> explanation,
        @Nullable JsonNode ranked,
        @Nullable JsonNode excluded) {

    private static final int MOST_READERS = 500;

    static DecisionAnswer of(CaseDecision decision) {
        JsonNode outcome = decision.outcome();
        List<String> explanation = new ArrayList<>();
        decision.trace().path("explanation").forEach(line -> explanation.add(line.asText()));
        return new DecisionAnswer(
                decision.decidedAt(),
                decision.configurationVersion(),
                text(outcome, "rule"),
                text(outcome, "tier"),
                text(outcome, "group"),
                text(outcome, "destination"),
                text(outcome, "priority"),
                outcome.path("triage").asBoolean(),
                text(outcome, "clock"),
                text(outcome, "dueAt"),
                decision.trace().has("rules") ? decision.trace().get("rules") : JsonNodeFactory.instance.arrayNode(),
                explanation,
                readers(decision, "ranked", false),
                readers(decision, "excluded", true));
    }

    /** Who was looked at for the case, when a reader was chosen; a reason gets its words. */
    private static @Nullable JsonNode readers(CaseDecision decision, String part, boolean reasons) {
        JsonNode all = decision.trace().path("choice").path(part);
        if (!all.isArray()) {
            return null;
        }
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : all) {
            if (told.size() == MOST_READERS) {
                break;
            }
            ObjectNode copy = one.deepCopy();
            if (reasons) {
                copy.put("text", ChoiceInWords.reason(one.path("reason").asText()));
            }
            told.add(copy);
        }
        return told;
    }

    private static @Nullable String text(JsonNode outcome, String name) {
        JsonNode value = outcome.path(name);
        return value.isTextual() ? value.asText() : null;
    }
}
