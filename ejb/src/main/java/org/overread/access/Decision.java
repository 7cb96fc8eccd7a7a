/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import org.overread.shared.OverreadException;
import org.overread.shared.Problem;

/** Whether a caller may do a thing, and if not, why not. */
public sealed interface Decision {

    /** Nothing speaks against it. */
    record Allowed() implements Decision {}

    /**
     * It is refused.
     *
     * @param reason what is missing, in the words of a message with an id; no patient data
     */
    record Denied(Problem reason) implements Decision {}

    Decision ALLOWED = new Allowed();

    static Decision denied(String message) {
        return new Denied(Problem.of(message));
    }

    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /** @throws OverreadException of kind FORBIDDEN with the reason, if denied */
    default void orThrow() {
        if (this instanceof Denied denied) {
            throw new OverreadException(
                    OverreadException.Kind.FORBIDDEN,
                    denied.reason().code() + ": " + denied.reason().text());
        }
    }
}
