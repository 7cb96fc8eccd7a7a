/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

/** What a stored message can be found by. */
record Identifier(Kind kind, String value, String authority) {
    enum Kind {
        PATIENT,
        ACCESSION,
        PLACER,
        FILLER,
        STUDY
    }

    @Override
    public String toString() {
        return "Identifier[" + kind + "]";
    }
}
