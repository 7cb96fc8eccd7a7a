/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.timeline;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the timeline that is safe to continue from: the writing transaction's number first, then the row's, since
 * rows become visible in the order of commits and not of their numbers. Its text form is what
 * {@code Last-Event-ID} carries.
 */
public record TimelineCursor(long xid, long id) implements Comparable<TimelineCursor> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    public static final TimelineCursor START = new TimelineCursor(0, 0);

    /** Reads the text form; null when it is none. */
    public static @Nullable TimelineCursor parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? new TimelineCursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                : null;
    }

    @Override
    public int compareTo(TimelineCursor other) {
        int byTransaction = Long.compare(xid, other.xid);
        return byTransaction != 0 ? byTransaction : Long.compare(id, other.id);
    }

    @Override
    public String toString() {
        return xid + "-" + id;
    }
}
