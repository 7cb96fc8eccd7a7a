/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Scope;
import org.overread.config.ConfigurationStore;
import org.overread.config.Reader;
import org.overread.routing.Choice;
import org.overread.routing.ChoiceInWords;
import org.overread.routing.RoutingMessages;
import org.overread.shared.Json;
import org.overread.shared.OverreadException;

/** "Why not her?": what the choice of a reader says of any one of them, when it was made and now. */
@Stateless
@PermitAll
public class CaseWhy {
    private final CaseAccess access;
    private final Cases cases;
    private final OfferRows offers;
    private final Chooser chooser;
    private final ConfigurationStore configuration;

    /** For the container. */
    @SuppressWarnings("NullAway")
    public CaseWhy() {
        this.access = null;
        this.cases = null;
        this.offers = null;
        this.chooser = null;
        this.configuration = null;
    }

    @Inject
    CaseWhy(CaseAccess access, Cases cases, OfferRows offers, Chooser chooser, ConfigurationStore configuration) {
        this.access = access;
        this.cases = cases;
        this.offers = offers;
        this.chooser = chooser;
        this.configuration = configuration;
    }

    /**
     * What is said of one reader.
     *
     * @param decidedAt when the choice was made; null = none was
     * @param then as it was then
     * @param now as it would be now
     */
    public record Why(@Nullable Instant decidedAt, String then, String now) {}

    /** @throws OverreadException of kind NOT_FOUND when there is no such case, or no such reader is configured */
    public Why why(Scope scope, long id, String reader) {
        Policy.mayReadCases(scope).orThrow();
        ReadingCase found = access.visible(scope, id).readingCase();
        Reader known = configuration
                .current()
                .reader(reader)
                .orElseThrow(() -> OverreadException.notFound(RoutingMessages.MESSAGES.noSuchReader()));
        Optional<CaseDecision> decision = cases.decisions(scope, id).stream()
                .filter(one -> one.trace().has("choice"))
                .findFirst();
        String then = decision.map(one -> said(one.trace().get("choice"), reader))
                .orElse("No reader was chosen for this case.");
        return new Why(decision.map(CaseDecision::decidedAt).orElse(null), then, now(found, known));
    }

    private static String said(JsonNode choice, String reader) {
        for (JsonNode one : choice.path("excluded")) {
            if (one.path("reader").asText().equals(reader)) {
                return ChoiceInWords.excluded(new Choice.Excluded(
                        one.path("group").asText(),
                        reader,
                        Choice.Reason.valueOf(one.path("reason").asText()),
                        one.path("detail").asText()));
            }
        }
        int place = 0;
        for (JsonNode one : choice.path("ranked")) {
            place++;
            if (one.path("reader").asText().equals(reader)) {
                return place(reader, place, one.path("score").asDouble());
            }
        }
        return reader + " is of no group that was asked.";
    }

    private String now(ReadingCase found, Reader reader) {
        Optional<Offer> offer = offers.load(found.id());
        if (offer.isEmpty() || found.studyId() == null) {
            return "No reader is chosen for this case: its group chooses itself, or it has none.";
        }
        List<String> groups = offer.get().groups().stream()
                .filter(group -> reader.groups().contains(group))
                .toList();
        if (groups.isEmpty()) {
            return reader.name() + " is of no group that may have it.";
        }
        Choice choice = chooser.again(found, offer.get(), groups, configuration.current());
        return said(Json.MAPPER.valueToTree(choice), reader.name());
    }

    private static String place(String reader, int place, double score) {
        return String.format(
                java.util.Locale.ROOT, "%s could have it, at place %d (score %.1f).", reader, place, score);
    }
}
