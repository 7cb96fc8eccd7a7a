/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/**
 * Two identities were called one person's (ADT^A24), or no more (A37). Each keeps its record and its orders. Fired in the
 * transaction that did it.
 */
public record PatientsLinked(
        long oneId, PatientKey one, long otherId, PatientKey other, boolean linked, Origin origin) {}
