/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.report;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/**
 * A report that a reading group's RIS sent (ORU^R01).
 *
 * @param groups the reading groups that the sender speaks for
 * @param patients all identities that the message gives its patient; an empty authority leaves it open
 * @param caseId the case by our own placer number; null when it names none of ours
 * @param filler the group's own number, OBR-3
 * @param fillerAuthority who assigned it
 * @param accession as the group was told it
 * @param studyUid Study Instance UID
 * @param radiologist OBR-32, as id, family, given name parted by {@code ^}
 * @param at OBR-22, else MSH-7: of two, the later one counts
 * @param text its lines, parted by line feeds
 * @param pdf null without one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record ReceiveReport(
        Origin origin,
        Set<String> groups,
        List<PatientKey> patients,
        @Nullable Long caseId,
        String filler,
        String fillerAuthority,
        String accession,
        String studyUid,
        ReportStatus status,
        String radiologist,
        Instant at,
        String text,
        byte @Nullable [] pdf) {
    @Override
    public String toString() {
        return "ReceiveReport[hidden]";
    }
}
