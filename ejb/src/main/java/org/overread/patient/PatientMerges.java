/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import org.overread.access.Scope;

/** What people do about merges. */
public interface PatientMerges {

    /**
     * Undoes the merge by which this identity went: it stands by itself again, with the orders and identities that the
     * merge took from it and that are still with its survivor. Orders that came since stay with the survivor.
     *
     * @param version of the patient, as the caller read it
     * @return the patient as it is now
     */
    Patient undo(Scope scope, long id, int version);
}
