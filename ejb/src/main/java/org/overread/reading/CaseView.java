/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case with what a person needs to recognise it. Patient data: by its order when it has one, else by its images.
 *
 * @param patientAuthority who assigned the patient's ID
 * @param patientName DICOM PN
 * @param procedure what was asked for, else the study's description
 * @param studyUid as in the images, else as announced by the order; empty when neither is known
 * @param archive where the images are; empty until there are any
 * @param conflict why a person has to look at its order; no patient data
 */
public record CaseView(
        ReadingCase readingCase,
        String patientId,
        String patientAuthority,
        String patientName,
        @Nullable LocalDate birthDate,
        String sex,
        String accession,
        String placerNumber,
        String fillerNumber,
        String procedure,
        String reason,
        String studyUid,
        @Nullable LocalDate studyDate,
        String archive,
        @Nullable String conflict) {

    /** Hides everything but the number: the rest is patient data. */
    @Override
    public String toString() {
        return "CaseView[" + readingCase.id() + "]";
    }
}
