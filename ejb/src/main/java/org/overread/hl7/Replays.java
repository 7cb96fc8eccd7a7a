/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;

/**
 * Sends stored messages through again, the same way that they came: a message that was taken meanwhile is answered as a
 * repeat and does nothing. The result is a message of its own that names its original; the original stays as it came.
 *
 * <p>For integrators and administrators. Every method throws {@link org.overread.shared.OverreadException}: not found,
 * forbidden, a conflict when the message is none that can be sent through again.
 */
public interface Replays {

    /**
     * @param edited the text to send in its place; null for the message as it came
     * @throws org.overread.shared.OverreadException also unprocessable, when it fails again for a reason of ours
     */
    Replayed again(Scope scope, long id, byte @Nullable [] edited);

    /** What {@link #again} would do: the same, in a transaction that is rolled back. */
    Replayed preview(Scope scope, long id, byte @Nullable [] edited);

    /** All that were refused or failed for one reason, oldest first, each in a transaction of its own. */
    Replayed.Batch all(Scope scope, ReplayReason reason);

    /** What {@link #all} would do, each message tried for itself: what one would change for the next is not seen. */
    Replayed.Batch previewAll(Scope scope, ReplayReason reason);
}
