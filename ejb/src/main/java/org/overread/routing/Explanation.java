/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.overread.config.CaseFacts;
import org.overread.routing.RoutingDecision.Outcome;
import org.overread.routing.RoutingDecision.RuleTried;
import org.overread.shared.Counted;

/** A decision in plain words, a sentence a step, for the case's page. */
final class Explanation {
    private Explanation() {}

    static List<String> of(CaseFacts facts, Outcome outcome, List<RuleTried> trace) {
        List<String> sentences = new ArrayList<>();
        for (RuleTried tried : trace) {
            sentences.add(sentence(tried));
        }
        if (outcome.triage()) {
            sentences.add("A coordinator decides who reads it; no image is sent anywhere.");
        } else {
            sentences.add("Group \"" + outcome.group() + "\" (" + lower(outcome.tier()) + ") reads it"
                    + (outcome.destination() == null
                            ? " from the archive; no image is sent."
                            : "; its images are sent to \"" + outcome.destination() + "\"."));
        }
        if (outcome.priority() != facts.priority()) {
            sentences.add("Its priority was raised from " + lower(facts.priority()) + " to " + lower(outcome.priority())
                    + ".");
        }
        sentences.add("It is to be read within " + words(outcome.clock())
                + (outcome.startsAt().plus(outcome.clock()).equals(outcome.dueAt()) ? "" : " of business hours")
                + " from "
                + (isComplete(facts) ? "the study's completion." : "now; the study is not complete yet."));
        return sentences;
    }

    private static boolean isComplete(CaseFacts facts) {
        return facts.study() != null && facts.study().completeAt() != null;
    }

    private static String sentence(RuleTried tried) {
        if (tried.rule().equals(RoutingDecision.CATCH_ALL)) {
            return "No rule says who reads it, so it waits in local triage.";
        }
        return "Rule \"" + tried.rule() + "\" "
                + switch (tried.result()) {
                    case MATCHED -> "matched.";
                    case NOT_MATCHED -> "did not match.";
                    case FAILED -> "was passed over: " + tried.reason() + ".";
                };
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 120) {
            return Counted.of(time.toMinutes(), "minute");
        }
        long minutes = time.toMinutesPart();
        return Counted.of(time.toHours(), "hour") + (minutes == 0 ? "" : " " + Counted.of(minutes, "minute"));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
