/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/** Told what was read from a message, and where it was: how a profile is tried before it is saved. */
@FunctionalInterface
interface Trace {
    Trace NONE = (item, value, source) -> {};

    /**
     * @param item what it is, as the profile calls it
     * @param value as it was understood; patient data
     * @param source the place in the message, or in the configuration where the message says nothing
     */
    void note(String item, String value, String source);

    /** Whether anybody listens; else what would be told need not be put into words. */
    default boolean listens() {
        return this != NONE;
    }
}
