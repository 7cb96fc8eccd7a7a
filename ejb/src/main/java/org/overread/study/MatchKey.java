/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** What binds a study to its order, strongest first (IHE RAD TF, Scheduled Workflow). */
public enum MatchKey {
    /** Study Instance UID (0020,000D) against IPC-3 or ZDS-1.1. */
    STUDY_UID("its Study Instance UID"),
    /** Accession Number (0008,0050) with its issuer (0008,0051). */
    ACCESSION("its accession number"),
    /** Requested Procedure ID (0040,1001), often written as Study ID (0020,0010), within one patient. */
    REQUESTED_PROCEDURE("its requested procedure ID"),
    /** A coordinator said so. No two things agree by it by themselves. */
    PERSON("a person's word");

    private final String words;

    MatchKey(String words) {
        this.words = words;
    }

    /** For a timeline: "bound by its accession number". */
    public String words() {
        return words;
    }
}
