/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

/**
 * How soon a study is wanted, by HL7 table 0485 and DICOM Requested Procedure Priority (0040,1003). Declared most
 * urgent first, so that {@link #compareTo} sorts a worklist.
 */
public enum Priority {
    STAT("S"),
    ASAP("A"),
    PREOPERATIVE("P"),
    CALLBACK("C"),
    TIMING_CRITICAL("T"),
    ROUTINE("R"),
    AS_NEEDED("PRN");

    private final String code;

    Priority(String code) {
        this.code = code;
    }

    /** The code of HL7 table 0485. */
    public String code() {
        return code;
    }

    /** The more urgent of the two. AI and rules may raise a priority this way, never lower it. */
    public Priority raisedTo(Priority other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
