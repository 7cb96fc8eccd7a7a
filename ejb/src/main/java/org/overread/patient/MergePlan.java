/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.overread.patient.MergeOutcome.Merged;
import org.overread.patient.MergeOutcome.MergedBefore;
import org.overread.patient.MergeOutcome.Refused;
import org.overread.shared.PatientKey;
import org.overread.shared.Problem;

/**
 * What will come of a message's merges, one after the other, before any is carried out: its answer is one (MSA-1), so a
 * sender that mends one pair and sends the message again must find none of it done by halves.
 */
final class MergePlan {
    /** The identity that each one's orders are kept under; itself where it is not here. */
    private final Map<PatientKey, PatientKey> survivors = new HashMap<>();

    private MergePlan(Map<PatientKey, Patient> known) {
        known.forEach((key, patient) -> survivors.put(key, patient.current()));
    }

    /** @return one outcome a merge, without row ids; up to and with the first that is refused */
    static List<MergeOutcome> of(List<PatientMerge> merges, Map<PatientKey, Patient> known) {
        MergePlan plan = new MergePlan(known);
        List<MergeOutcome> outcomes = new ArrayList<>();
        for (PatientMerge merge : merges) {
            MergeOutcome outcome = plan.next(merge.surviving().key(), merge.prior());
            outcomes.add(outcome);
            if (outcome instanceof Refused) {
                break;
            }
        }
        return outcomes;
    }

    private MergeOutcome next(PatientKey surviving, PatientKey prior) {
        if (surviving.equals(prior)) {
            return new Refused(Problem.of(PatientMessages.MESSAGES.mergeIntoItself()));
        }
        PatientKey into = survivors.getOrDefault(surviving, surviving);
        PatientKey priors = survivors.getOrDefault(prior, prior);
        if (!priors.equals(prior)) {
            return priors.equals(into)
                    ? new MergedBefore(0, 0)
                    : new Refused(Problem.of(PatientMessages.MESSAGES.mergedElsewhere()));
        }
        if (into.equals(prior)) {
            return new Refused(Problem.of(PatientMessages.MESSAGES.circularMerge()));
        }
        survivors.put(prior, into);
        survivors.replaceAll((key, survivor) -> survivor.equals(prior) ? into : survivor);
        return new Merged(0, 0);
    }
}
