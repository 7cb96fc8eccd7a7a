/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;

/**
 * What came of sending a stored message through again, or would come of it.
 *
 * @param original the message as it was received
 * @param as the message that it became; null when it was only tried, or failed for a reason of ours
 * @param acknowledgement MSA-1 that a sender would be given
 * @param problem what is wrong with it, or was noticed; null when nothing is
 * @param steps the timeline lines that it wrote, or would
 */
public record Replayed(
        long original,
        @Nullable Long as,
        MessageState state,
        String acknowledgement,
        @Nullable Problem problem,
        List<MessageEffects.Step> steps) {
    public Replayed {
        steps = List.copyOf(steps);
    }

    /**
     * Several of them.
     *
     * @param left how many more there are with the same reason, counted up to a thousand
     */
    public record Batch(List<Replayed> items, int left) {
        public Batch {
            items = List.copyOf(items);
        }
    }
}
