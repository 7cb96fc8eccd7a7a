/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.shared.PatientKey;

/** A person undid a merge: the prior identity stands by itself again. Fired in the transaction that did it. */
public record PatientUnmerged(long survivorId, PatientKey survivor, long priorId, PatientKey prior, String who) {}
