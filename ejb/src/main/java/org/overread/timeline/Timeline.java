/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.timeline;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Written in the act's transaction, read by case pages and by the live event stream. */
public interface Timeline {

    /**
     * Adds one line.
     *
     * @param subject {@code case:{id}}, {@code order:{id}} or {@code study:{id}}
     * @param group the owning group, or null
     * @param data facts for programs, as JSON values; no patient data
     */
    void add(String subject, String site, @Nullable String group, String kind, String text, Map<String, ?> data);

    /** Adds several lines in one round trip. */
    void addAll(List<TimelineLine> lines);

    /** The newest lines of these subjects, oldest first, at most {@code limit}. The caller has checked access to the case. */
    List<TimelineEntry> of(List<String> subjects, int limit);

    /**
     * What was committed after a place, in a stable order; only rows that no running transaction can still precede.
     * The event stream filters each by the reader's scope.
     */
    List<TimelineEntry> after(TimelineCursor cursor, int limit);

    /** The place of now: what is committed later comes after it. */
    TimelineCursor now();
}
