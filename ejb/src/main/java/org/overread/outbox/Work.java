/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.outbox;

/**
 * Where a feature says what has to happen next. Both methods belong to the caller's transaction, which must be there:
 * the work exists exactly when its cause is committed.
 */
public interface Work {

    /** Appends at the end of the item's key. */
    void append(WorkItem item);

    /**
     * Appends unless the same (kind, key, payload) already waits, not yet begun and due no later: ten notices of one
     * study are one look at it.
     */
    void appendUnlessWaiting(WorkItem item);

    /** What waits of a key became urgent: it goes to {@link Lane#URGENT}. Without such work nothing happens. */
    default void hasten(String key) {
        // where there is one lane only
    }
}
