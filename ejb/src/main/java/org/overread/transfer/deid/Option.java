/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

/**
 * The options of the Basic Application Level Confidentiality Profile, as columns of PS3.15 Table E.1-1, with their code in
 * De-identification Method Code Sequence (0012,0064), PS3.16 CID 7050.
 */
enum Option {
    SAFE_PRIVATE("113111", "Retain Safe Private Option"),
    UIDS("113110", "Retain UIDs Option"),
    DEVICE("113109", "Retain Device Identity Option"),
    INSTITUTION("113112", "Retain Institution Identity Option"),
    PATIENT_CHARACTERISTICS("113108", "Retain Patient Characteristics Option"),
    FULL_DATES("113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    MODIFIED_DATES("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    DESCRIPTORS("113105", "Clean Descriptors Option"),
    STRUCTURED_CONTENT("113104", "Clean Structured Content Option"),
    GRAPHICS("113103", "Clean Graphics Option");

    private final String code;
    private final String meaning;

    Option(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    String code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
