/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.overread.shared.PatientKey;

/**
 * Keeps what hospitals say about their patients. For system code that acts on a message; what people look at comes from
 * {@link Patients}. Every method belongs to the caller's transaction.
 */
public interface PatientRegister {

    /** Those of the identities that are known. */
    Map<PatientKey, Patient> find(Collection<PatientKey> keys);

    /**
     * Registers who is not known yet and updates who is, unless the message is older than what is known. The details of
     * an identity that was merged into another are left alone.
     *
     * @return every stated identity as it stands now
     */
    default Map<PatientKey, Patient> record(List<PatientStatement> statements) {
        return record(
                statements, find(statements.stream().map(PatientStatement::key).toList()));
    }

    /**
     * As {@link #record(List)}, for a caller that has looked already.
     *
     * @param known what {@link #find} said of the stated identities earlier in this transaction
     */
    Map<PatientKey, Patient> record(List<PatientStatement> statements, Map<PatientKey, Patient> known);

    /**
     * Carries out a message's merges, or none of them: one is refused that goes into itself, in a circle, or is of an
     * identity that another survivor has already.
     *
     * @return one outcome a merge, in their order; when one is refused, nothing was written and it is the last
     */
    List<MergeOutcome> merge(List<PatientMerge> merges);

    /** One merge. */
    default MergeOutcome merge(PatientMerge merge) {
        return merge(List.of(merge)).get(0);
    }

    /**
     * Calls two identities one person's (ADT^A24), or no more (A37). Each keeps its record, and no order moves.
     *
     * @return whether that was news
     */
    boolean link(PatientStatement one, PatientStatement other, boolean linked);
}
