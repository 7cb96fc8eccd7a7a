/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

/**
 * Who issued the identifiers of a study, set on each object that leaves, so that a group that reads for two hospitals
 * never mixes them up. An empty text sets nothing; a value that an object already has is kept.
 *
 * @param patient for Issuer of Patient ID (0010,0021), DICOM PS3.3 section C.2.2
 * @param accession for Local Namespace Entity ID (0040,0031) in Issuer of Accession Number Sequence (0008,0051), PS3.3
 *     section C.7.2.1
 */
public record Issuers(String patient, String accession) {
    /** Objects go as they are, byte for byte. */
    public static final Issuers NONE = new Issuers("", "");

    /** Whether there is nothing to set. */
    public boolean isEmpty() {
        return patient.isEmpty() && accession.isEmpty();
    }
}
