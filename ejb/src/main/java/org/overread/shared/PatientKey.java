/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

/**
 * A patient's identity: the ID together with who assigned it (PID-3.1 and PID-3.4; DICOM (0010,0020) and (0010,0021)).
 * The same ID under two authorities is two patients until a person says otherwise.
 *
 * @param id the identifier, never blank, at most 64 characters (LO)
 * @param authority the assigning authority's namespace; empty when neither the sender nor its profile names one
 */
public record PatientKey(String id, String authority) {
    public PatientKey {
        if (id.isBlank() || id.length() > 64 || authority.length() > 199) {
            throw OverreadException.badRequest(SharedMessages.MESSAGES.invalidPatientKey());
        }
    }

    /** Hides the identity: a patient's ID must not reach a log line by way of string concatenation. */
    @Override
    public String toString() {
        return "PatientKey[hidden]";
    }
}
