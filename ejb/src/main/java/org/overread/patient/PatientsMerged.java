/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/** One identity was merged into another; orders of both are the survivor's now. Fired in the transaction that did it. */
public record PatientsMerged(long survivorId, PatientKey survivor, long priorId, PatientKey prior, Origin origin) {}
