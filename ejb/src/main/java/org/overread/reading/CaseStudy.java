/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The study of a case that the caller may see, and which archive holds it.
 *
 * @param archive its name in the configuration
 * @param studyUid Study Instance UID (0020,000D)
 * @param patientName DICOM PN, as in the archive
 * @param instances as counted at the archive last
 */
public record CaseStudy(
        long caseId,
        String site,
        String archive,
        String studyUid,
        String patientId,
        String patientAuthority,
        String patientName,
        @Nullable LocalDate birthDate,
        String sex,
        String accession,
        List<String> modalities,
        String description,
        @Nullable LocalDate studyDate,
        int instances) {
    public CaseStudy {
        modalities = List.copyOf(modalities);
    }

    /** Hides everything but the number: the rest is patient data. */
    @Override
    public String toString() {
        return "CaseStudy[case " + caseId + "]";
    }
}
