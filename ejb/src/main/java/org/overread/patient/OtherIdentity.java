/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.shared.PatientKey;

/**
 * An identity that a hospital gives a patient beside the one that we keep the patient under (a further repetition of
 * PID-3; HL7 v2.5.1, 3.4.2.3). Searched by, and never taken for the patient's own: no order and no study is bound by it.
 *
 * @param kind identifier type, table 0203: MR, SS, PI; empty when not said
 */
public record OtherIdentity(PatientKey key, String kind) {
    @Override
    public String toString() {
        return "OtherIdentity[hidden]";
    }
}
