/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In how many cases the draft came to something else than the configuration in force, once both were run to the end.
 *
 * @param group another group has it at last
 * @param tier that group is of another tier
 * @param reader somebody else reads it
 * @param late it is late, and in time by the configuration in force
 * @param inTime it is in time, and late by the configuration in force
 */
public record Changes(int group, int tier, int reader, int late, int inTime) {
    static final Changes NONE = new Changes(0, 0, 0, 0, 0);

    /**
     * A case that comes to something else.
     *
     * @param happened to whom it was given then; null = triage
     * @param live to whom the rules in force give it
     * @param draft to whom the draft's rules give it
     */
    public record Changed(
            long id,
            @Nullable String happened,
            @Nullable String live,
            @Nullable String draft,
            @Nullable Fate happenedFate,
            @Nullable Fate liveFate,
            @Nullable Fate draftFate) {}

    /**
     * What became of a case.
     *
     * @param group who had it at last; null = triage
     * @param reader who read it; null = nobody, or a group that chooses its readers itself
     * @param minutes until it was reported; null = it was not
     */
    public record Fate(
            @Nullable String group,
            @Nullable String tier,
            @Nullable String reader,
            @Nullable Double minutes,
            boolean late) {}

    /** These and one case more. */
    Changes and(Fate live, Fate draft) {
        return new Changes(
                group + count(!Objects.equals(live.group(), draft.group())),
                tier + count(!Objects.equals(live.tier(), draft.tier())),
                reader + count(!Objects.equals(live.reader(), draft.reader())),
                late + count(draft.late() && !live.late()),
                inTime + count(live.late() && !draft.late()));
    }

    private static int count(boolean counts) {
        return counts ? 1 : 0;
    }
}
