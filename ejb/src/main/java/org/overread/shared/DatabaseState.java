/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import org.jspecify.annotations.Nullable;

/** Whether this node can work: what {@code /api/health/ready} tells. */
public interface DatabaseState {

    /** The reason why not; null when the schema is in place and the database answers now. */
    @Nullable
    Problem problem();

    default boolean ready() {
        return problem() == null;
    }
}
