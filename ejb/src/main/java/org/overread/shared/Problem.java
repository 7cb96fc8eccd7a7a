/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

/**
 * An error as a user or peer sees it: a stable message id and what to do. Never holds patient data.
 *
 * @param code the message id, such as {@code OVR000601}; documented in {@code docs/messages}
 * @param text one or two plain sentences
 */
public record Problem(String code, String text) {

    /** Splits a message of a jboss-logging bundle, {@code OVR000601: text}, into its two parts. */
    public static Problem of(String message) {
        int colon = message.indexOf(": ");
        if (!message.startsWith("OVR") || colon < 0) {
            throw new IllegalArgumentException("a message without an id");
        }
        return new Problem(message.substring(0, colon), message.substring(colon + 2));
    }
}
