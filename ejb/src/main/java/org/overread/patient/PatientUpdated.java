/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/**
 * A patient was registered or their details changed. Fired in the transaction that did it.
 *
 * @param created whether the identity was not known before
 */
public record PatientUpdated(long patientId, PatientKey key, boolean created, Origin origin) {}
