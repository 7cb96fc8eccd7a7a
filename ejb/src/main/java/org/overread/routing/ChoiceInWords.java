/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.overread.routing.Choice.Outcome;

/** A choice of a reader in plain words, a sentence a step, for the case's page. */
public final class ChoiceInWords {
    private static final int NAMES = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<String, String> PARTS = Map.of(
            "load", "work that waits",
            "stat", "STAT cases that wait",
            "late", "forecast past its time",
            "earlierReader", "knows the patient",
            "cost", "cost",
            "contract", "price by contract",
            "fairness", "read already today",
            "named", "asked for by the rule");

    private ChoiceInWords() {}

    /** The whole choice. */
    public static List<String> of(Choice choice) {
        List<String> sentences = new ArrayList<>();
        for (Choice.GroupAsked asked : choice.groups()) {
            if (!asked.obstacle().isEmpty()) {
                sentences.add("Group \"" + asked.group() + "\" was passed over: " + asked.obstacle() + ".");
            }
        }
        sentences.addAll(outcome(choice));
        for (Choice.Ranked ranked : first(choice.ranked())) {
            sentences.add(ranked(ranked));
        }
        for (Choice.Excluded excluded : first(choice.excluded())) {
            sentences.add(excluded(excluded));
        }
        int more = Math.max(0, choice.ranked().size() - NAMES)
                + Math.max(0, choice.excluded().size() - NAMES);
        if (more > 0) {
            sentences.add("… and " + more + " more, each with a reason.");
        }
        return sentences;
    }

    private static List<String> outcome(Choice choice) {
        Outcome outcome = choice.outcome();
        boolean onCall = choice.ranked().stream().limit(1).anyMatch(Choice.Ranked::onCall);
        String call = onCall ? ", who is on call, since nobody on duty can" : "";
        if (outcome instanceof Outcome.Assigned assigned) {
            return List.of("It is given to " + assigned.reader() + " of \"" + assigned.group() + "\"" + call + ".");
        }
        if (outcome instanceof Outcome.Offered offered) {
            return List.of(
                    "It is offered to " + offered.readers().size() + " of \"" + offered.group() + "\"" + call + ".");
        }
        if (outcome instanceof Outcome.Whole) {
            return List.of();
        }
        Outcome.Nobody nobody = (Outcome.Nobody) outcome;
        return List.of(
                nobody.next() == null
                        ? "Nobody can have it, and nobody is known to come on duty who could."
                        : "Nobody can have it now; the next who could comes on duty at " + TIME.format(nobody.next())
                                + ".");
    }

    /** One who could have it. */
    public static String ranked(Choice.Ranked ranked) {
        String parts = ranked.parts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(part -> PARTS.getOrDefault(part.getKey(), part.getKey()) + " " + number(part.getValue()))
                .collect(Collectors.joining(", "));
        return ranked.reader() + " of \"" + ranked.group() + "\": score " + number(ranked.score())
                + (parts.isEmpty() ? "" : " (" + parts + ")") + ".";
    }

    /** One who could not. */
    public static String excluded(Choice.Excluded excluded) {
        return "Not " + excluded.reader() + ", who " + excluded.reason().text()
                + (excluded.detail().isEmpty() ? "" : " (" + excluded.detail() + ")") + ".";
    }

    /** A reason that a kept decision names, after the reader's name; that of an older release as it is. */
    public static String reason(String name) {
        return Arrays.stream(Choice.Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .map(Choice.Reason::text)
                .orElse(name);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static <T> List<T> first(List<T> all) {
        return all.size() <= NAMES ? all : all.subList(0, NAMES);
    }
}
