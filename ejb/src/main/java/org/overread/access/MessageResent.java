/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import java.util.List;
import org.overread.shared.PatientKey;

/**
 * CDI event: somebody sent a stored HL7 message through again. Fired in the transaction that took it in.
 *
 * @param messageId the new message
 * @param original the one that it stands for
 * @param edited whether its text was changed by that person
 * @param patients whom the new message names, as far as it was understood
 */
public record MessageResent(
        String user, long messageId, long original, boolean edited, String site, List<PatientKey> patients) {
    public MessageResent {
        patients = List.copyOf(patients);
    }
}
