/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a case goes when it stays unread, step by step outwards. A rule names one; a case whose rule names none has
 * {@link #STANDARD}, which sends nothing anywhere: nothing leaves a site unless a rule says so.
 *
 * @param name named by rules
 * @param steps in the order of their moments
 */
public record Ladder(String name, List<Step> steps) {
    /** At half and three quarters of the time a coordinator is told. */
    public static final Ladder STANDARD =
            new Ladder("standard", List.of(new Step(0.5, null, null, true), new Step(0.75, null, null, true)));

    public Ladder {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param at the part of the clock's time after which it is taken while nobody reads: above 0, at most 1
     * @param group who gets the case; null = the next group of the tier that may have it
     * @param tier how far outwards; null with a group, or when the step only tells the coordinator
     * @param tell whether the coordinator is told
     */
    public record Step(double at, @Nullable String group, Group.@Nullable Tier tier, boolean tell) {}
}
