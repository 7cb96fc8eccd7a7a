/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import org.jspecify.annotations.Nullable;

/** Something that happens in a run. Of several at one moment the first that was planned is first. */
record Event(
        long at,
        long number,
        Kind kind,
        @Nullable Job job,
        @Nullable Person person,
        int detail) implements Comparable<Event> {
    enum Kind {
        SHIFT_BEGINS,
        SHIFT_ENDS,
        BREAK_ENDS,
        IMAGES_THERE,
        OFFER_ENDS,
        LADDER,
        RETRY,
        READ
    }

    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}
