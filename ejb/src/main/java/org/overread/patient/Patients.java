/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import java.util.List;
import java.util.Optional;
import org.overread.access.Scope;
import org.overread.shared.PatientKey;

/** The patients that a person may see: those with an order or a study at one of the person's sites. */
public interface Patients {

    Optional<Patient> load(Scope scope, long id);

    Optional<Patient> find(Scope scope, PatientKey key);

    /** By ID under any authority, or by the beginning of a name without regard to case; at most {@code limit}. */
    List<Patient> search(Scope scope, PatientSearch search, int limit);

    /** The identities beside the one that a patient is kept under; none of a patient out of scope. */
    List<OtherIdentity> identities(Scope scope, long id);

    /** Those that are called the same person as this one, and kept apart. */
    List<Patient> links(Scope scope, long id);
}
