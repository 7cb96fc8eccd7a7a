/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

/**
 * What a RIS orders: one requested procedure of one modality.
 *
 * @param priority HL7 table 0485: S, A, R …
 */
public record Order(
        Patient patient,
        String placer,
        String filler,
        String accession,
        String procedureId,
        String studyUid,
        String modality,
        String procedureCode,
        String procedureText,
        String priority) {

    /** A routine order with numbers of its own. */
    public static Order of(Patient patient, String modality, String procedureText) {
        String number = Uids.number();
        return new Order(
                patient,
                "PL" + number,
                "FL" + number,
                "AC" + number,
                "RP" + number,
                Uids.next(),
                modality,
                modality + "X",
                procedureText,
                "R");
    }

    public Order stat() {
        return new Order(
                patient, placer, filler, accession, procedureId, studyUid, modality, procedureCode, procedureText, "S");
    }
}
