/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.audit.proof.Finding;

/**
 * What looking at a stretch of the chain said.
 *
 * @param whole whether nothing was found
 * @param seals how many were looked at
 * @param events how many events in them
 * @param anchored how many of the seals an anchor from outside confirms
 * @param bad what was found, the first place first; at most 20
 * @param next where to go on; null when the chain's end was reached
 */
public record AuditVerification(
        boolean whole,
        long seals,
        long events,
        long anchored,
        List<Bad> bad,
        @Nullable String next) {

    /**
     * One place that is not what was written.
     *
     * @param seal the seal; 0 for what is in none
     * @param event the event, {@code slot:counter}; empty when it is about a seal
     * @param problem what is wrong, as a word
     * @param text what is wrong, for people
     */
    public record Bad(long seal, String event, String problem, String text) {
        public static Bad of(Finding finding) {
            return new Bad(finding.seal(), finding.place(), finding.problem().name(), finding.toString());
        }
    }
}
