/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/**
 * Why messages were refused or failed, so that all of them can be sent through again once it is mended.
 *
 * @param problem the message id that lists show, such as {@code OVR001410}
 * @param sender name of a sender's profile, or empty for all
 * @param type MSH-9 as sent, or empty for all
 * @param limit how many at once, 1 to {@link #MOST}
 */
public record ReplayReason(String problem, String sender, String type, int limit) {
    /** The most that one call sends through: each is a transaction of its own, and a person waits for them. */
    public static final int MOST = 100;

    public ReplayReason {
        limit = Math.max(1, Math.min(limit, MOST));
    }
}
