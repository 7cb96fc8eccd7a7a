/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import java.util.List;
import org.overread.shared.PatientKey;

/**
 * CDI event: somebody looked at what an HL7 message says, which is an access to patient data.
 *
 * @param patients whom the message names, as far as it was understood
 */
public record MessageOpened(String user, long messageId, String site, List<PatientKey> patients) {
    public MessageOpened {
        patients = List.copyOf(patients);
    }
}
