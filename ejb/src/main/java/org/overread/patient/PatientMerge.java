/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.shared.PatientKey;

/**
 * Two identities turned out to be one person (ADT^A40, A34, A47; IHE RAD-12).
 *
 * @param surviving PID-3 and what else PID says
 * @param prior MRG-1, the identity that goes
 */
public record PatientMerge(PatientStatement surviving, PatientKey prior) {}
