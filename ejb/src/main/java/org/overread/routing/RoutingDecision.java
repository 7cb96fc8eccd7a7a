/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.config.Group;
import org.overread.config.Rule;
import org.overread.shared.Priority;

/**
 * Who gets a case, how soon it must be read, and why: kept as long as the case.
 *
 * @param configurationVersion the configuration it was decided by
 * @param decidedAt when
 * @param outcome what was decided
 * @param trace each rule that was looked at, in order, the catch-all last if it came to it
 * @param explanation the same in plain words, a sentence a step
 */
public record RoutingDecision(
        int configurationVersion, Instant decidedAt, Outcome outcome, List<RuleTried> trace, List<String> explanation) {
    /** Name of the implicit last rule, which matches everything and means local triage. */
    public static final String CATCH_ALL = "(catch-all)";

    public RoutingDecision {
        trace = WhenRead.orCopy(trace);
        explanation = WhenRead.orCopy(explanation);
    }

    /**
     * What was decided. Either {@code group} is set or {@code triage} is: a case is never nobody's.
     *
     * @param rule the rule that decided who gets it
     * @param tier how far from the hospital it goes
     * @param group who gets it; null in triage
     * @param destination where its images are sent; null = nowhere: read from the archive, or triage
     * @param priority as it came, or raised
     * @param clock time to read
     * @param startsAt when the clock starts: the study's completion, else the decision
     * @param warnAt when to warn
     * @param dueAt when it is breached
     * @param triage a coordinator decides
     * @param priors how many earlier studies to send along, at most
     * @param groups every group that may have it, in the order in which they are asked; {@code group} is the first
     * @param needs what it asks of a reader
     * @param ladder where it goes while it stays unread; null = nowhere
     * @param hold why it is not to be read yet; null = it is
     */
    public record Outcome(
            String rule,
            Group.Tier tier,
            @Nullable String group,
            @Nullable String destination,
            Priority priority,
            Duration clock,
            Instant startsAt,
            Instant warnAt,
            Instant dueAt,
            boolean triage,
            int priors,
            List<String> groups,
            Rule.Needs needs,
            @Nullable String ladder,
            @Nullable String hold) {
        public Outcome {
            groups = List.copyOf(groups);
            if (triage == (group != null)) {
                throw new IllegalArgumentException("a case has a group or is in triage, never both or neither");
            }
            if (triage && destination != null) {
                throw new IllegalArgumentException("triage sends nothing");
            }
        }

        /** The same, given to another of its groups. @param place where its images are sent; null = nowhere */
        public Outcome at(Group other, @Nullable String place) {
            return new Outcome(
                    rule,
                    other.tier(),
                    other.name(),
                    place,
                    priority,
                    clock,
                    startsAt,
                    warnAt,
                    dueAt,
                    false,
                    priors,
                    groups,
                    needs,
                    ladder,
                    hold);
        }

        /** The same, for a coordinator: none of its groups can have it. */
        public Outcome nobody() {
            return new Outcome(
                    rule,
                    Group.Tier.LOCAL,
                    null,
                    null,
                    priority,
                    clock,
                    startsAt,
                    warnAt,
                    dueAt,
                    true,
                    priors,
                    groups,
                    needs,
                    ladder,
                    hold);
        }
    }

    /** What became of one rule. */
    public enum Result {
        MATCHED,
        NOT_MATCHED,
        /** It could not be evaluated, or what it yields is not allowed for this case; it was passed over. */
        FAILED
    }

    /**
     * One rule of the trace.
     *
     * @param rule its name
     * @param result what became of it
     * @param reason why it failed, in plain words; else empty
     * @param values the facts that its condition asked about
     */
    public record RuleTried(String rule, Result result, String reason, Map<String, Object> values) {
        public RuleTried {
            values = Map.copyOf(values);
        }
    }
}
