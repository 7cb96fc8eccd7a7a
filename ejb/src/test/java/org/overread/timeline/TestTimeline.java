/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.timeline;

import org.jdbi.v3.core.Jdbi;

/** The real timeline, outside a container. */
public final class TestTimeline {
    private TestTimeline() {}

    public static Timeline over(Jdbi jdbi) {
        return new JdbiTimeline(jdbi);
    }
}
