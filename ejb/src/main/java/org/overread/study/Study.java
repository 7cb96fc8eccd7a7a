/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.shared.PatientKey;

/**
 * A study at its archive, as we saw it last. It arrives while its count changes, is complete after a quiet period, and
 * is a case once it is let in.
 *
 * @param archive the archive's name in the configuration
 * @param studyUid Study Instance UID (0020,000D)
 * @param patientAuthority Issuer of Patient ID, or the archive's default
 * @param patientName DICOM PN, as in the archive
 * @param requestedProcedure Requested Procedure ID, where the archive shows it, else Study ID (0020,0010)
 * @param instances as counted at the archive at {@code countedAt}
 * @param countSince since when the count is as it is
 * @param orderId the order it is bound to
 * @param matchedBy what bound it
 * @param conflict why a person has to look at its order, without patient data
 */
public record Study(
        long id,
        String archive,
        String studyUid,
        String site,
        String patientId,
        String patientAuthority,
        String patientName,
        @Nullable LocalDate birthDate,
        String sex,
        String accession,
        String accessionIssuer,
        String requestedProcedure,
        List<String> modalities,
        String bodyPart,
        String description,
        @Nullable LocalDate studyDate,
        int instances,
        Instant countSince,
        Instant countedAt,
        StudyState state,
        @Nullable Instant completedAt,
        boolean namedByNotify,
        Intake intake,
        @Nullable Long orderId,
        @Nullable MatchKey matchedBy,
        @Nullable String conflict,
        Instant firstSeenAt,
        int version) {
    public Study {
        modalities = List.copyOf(modalities);
    }

    /** The patient's identity; empty when the images carry no usable ID. */
    public Optional<PatientKey> patient() {
        return patientId.isBlank() ? Optional.empty() : Optional.of(new PatientKey(patientId, patientAuthority));
    }

    /** The subject of its timeline lines. */
    public String subject() {
        return "study:" + id;
    }

    /** Hides everything but the number: the rest is patient data. */
    @Override
    public String toString() {
        return "Study[" + id + "]";
    }
}
