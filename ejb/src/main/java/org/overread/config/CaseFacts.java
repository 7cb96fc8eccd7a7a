/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * What conditions may ask about: the facts of one case at one moment. No name and no identifier of the patient is among
 * them, so none can reach a rule, its trace or an error. A text that is not known is empty.
 *
 * @param site where the case comes from
 * @param archive which archive holds the study; empty before images
 * @param priority as ordered, or as raised since
 * @param notified whether a notice named the study
 * @param order null without an order
 * @param study null before images
 * @param patient always there, though little may be known
 */
public record CaseFacts(
        String site,
        String archive,
        Priority priority,
        boolean notified,
        @Nullable OrderFacts order,
        @Nullable StudyFacts study,
        PatientFacts patient) {

    /**
     * What the order says.
     *
     * @param modality (0008,0060) of the scheduled step
     * @param procedureCode OBR-4.1 or OBR-44.1
     * @param procedureText OBR-4.2 or OBR-44.2
     * @param reason OBR-31, free text
     * @param clinicalInformation OBR-13, free text
     * @param patientClass PV1-2: E, I, O, …
     * @param referringPhysician as ordered
     */
    public record OrderFacts(
            String modality,
            String procedureCode,
            String procedureText,
            String reason,
            String clinicalInformation,
            String patientClass,
            String referringPhysician) {}

    /**
     * What the images say.
     *
     * @param modalities Modalities in Study (0008,0061)
     * @param bodyPart Body Part Examined (0018,0015)
     * @param description Study Description (0008,1030)
     * @param date Study Date (0008,0020)
     * @param instances how many there are
     * @param completeAt since when the study is complete; null while it is arriving
     */
    public record StudyFacts(
            List<String> modalities,
            String bodyPart,
            String description,
            @Nullable LocalDate date,
            int instances,
            @Nullable Instant completeAt) {
        public StudyFacts {
            modalities = List.copyOf(modalities);
        }
    }

    /**
     * What is known of the patient.
     *
     * @param birthDate PID-7, else (0010,0030)
     * @param sex (0010,0040): M, F, O, or empty
     */
    public record PatientFacts(@Nullable LocalDate birthDate, String sex) {}

    /** Modality of the images, else of the order: the first that is no report, key image note or presentation state. */
    public String modality() {
        if (study != null) {
            for (String modality : study.modalities()) {
                if (!List.of("SR", "KO", "PR", "DOC", "AU", "SEG").contains(modality)) {
                    return modality;
                }
            }
        }
        return order == null ? "" : order.modality();
    }
}
