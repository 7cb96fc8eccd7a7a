/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

/** What is done to one data element. */
enum Action {
    /** Stays; a sequence stays with each item cleaned by the same table (K). */
    KEEP,
    /** Left out (X). */
    REMOVE,
    /** Stays with no value (Z). */
    EMPTY,
    /** Gets a value that says nothing, of the same VR (D). */
    DUMMY,
    /** Each UID is replaced by its pseudonym (U). */
    UID,
    /** Only words of the vocabulary stay (C of Clean Descriptors). */
    WORDS,
    /** Moved by the patient's number of days (C of Modified Dates). */
    SHIFT,
    /** The patient's pseudonym: Patient ID, Patient's Name. */
    PATIENT,
    /** The pseudonym of an accession number. */
    ACCESSION,
    /** An age over 89 years becomes 90 (45 CFR 164.514(b)(2)(i)(C)). */
    AGE
}
