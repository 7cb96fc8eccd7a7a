/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.regex.Pattern;

/**
 * Who issued the identifiers of a study, set on each object that leaves, so that a group that reads for two hospitals
 * never mixes them up. An empty text sets nothing; a value that an object already has is kept.
 *
 * @param patient for Issuer of Patient ID (0010,0021), DICOM PS3.3 section C.2.2
 * @param accession for Local Namespace Entity ID (0040,0031) in Issuer of Accession Number Sequence (0008,0051), PS3.3
 *     section C.7.2.1
 */
public record Issuers(String patient, String accession) {
    private static final Pattern FORM = Pattern.compile("[\\x20-\\x5B\\x5D-\\x7E]{0,64}");

    /** @throws IllegalArgumentException for what is no LO of the default repertoire (PS3.5 section 6.2) */
    public Issuers {
        if (!FORM.matcher(patient).matches() || !FORM.matcher(accession).matches()) {
            throw new IllegalArgumentException("an issuer has at most 64 ASCII characters and no backslash");
        }
    }

    /** Objects go as they are, byte for byte. */
    public static final Issuers NONE = new Issuers("", "");

    /** Whether there is nothing to set. */
    public boolean isEmpty() {
        return patient.isEmpty() && accession.isEmpty();
    }
}
