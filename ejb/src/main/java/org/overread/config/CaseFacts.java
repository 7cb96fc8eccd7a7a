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
 * @param history what is known of the patient's earlier studies; null = nobody looked
 * @param ai what services said of the images; null = none has answered
 */
public record CaseFacts(
        String site,
        String archive,
        Priority priority,
        boolean notified,
        @Nullable OrderFacts order,
        @Nullable StudyFacts study,
        PatientFacts patient,
        @Nullable HistoryFacts history,
        @Nullable AiFacts ai) {

    /** One of whose history and images nothing more is known. */
    public CaseFacts(
            String site,
            String archive,
            Priority priority,
            boolean notified,
            @Nullable OrderFacts order,
            @Nullable StudyFacts study,
            PatientFacts patient) {
        this(site, archive, priority, notified, order, study, patient, null, null);
    }

    /** The same with what is known of earlier studies. */
    public CaseFacts withHistory(@Nullable HistoryFacts known) {
        return new CaseFacts(site, archive, priority, notified, order, study, patient, known, ai);
    }

    /** The same with what services said. @param said null = nothing */
    public CaseFacts withAi(@Nullable AiFacts said) {
        return new CaseFacts(site, archive, priority, notified, order, study, patient, history, said);
    }

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
     * @param placedAt when the order came; null = not known
     */
    public record OrderFacts(
            String modality,
            String procedureCode,
            String procedureText,
            String reason,
            String clinicalInformation,
            String patientClass,
            String referringPhysician,
            @Nullable Instant placedAt) {
        /** One of which nobody knows when it came. */
        public OrderFacts(
                String modality,
                String procedureCode,
                String procedureText,
                String reason,
                String clinicalInformation,
                String patientClass,
                String referringPhysician) {
            this(
                    modality,
                    procedureCode,
                    procedureText,
                    reason,
                    clinicalInformation,
                    patientClass,
                    referringPhysician,
                    null);
        }
    }

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

    /**
     * Earlier studies of the patient, as the archives told of them.
     *
     * @param studies how many
     * @param modalities of all of them (0008,0061)
     * @param last Study Date (0008,0020) of the latest; null = not known
     * @param reader who read the patient last; null = nobody known
     */
    public record HistoryFacts(
            int studies,
            List<String> modalities,
            @Nullable LocalDate last,
            @Nullable String reader) {
        public HistoryFacts {
            modalities = List.copyOf(modalities);
        }

        /** The same with who read the patient last. */
        public HistoryFacts readBy(@Nullable String last) {
            return new HistoryFacts(studies, modalities, this.last, last);
        }
    }

    /**
     * What AI services said of the images.
     *
     * @param findings the positive ones, by the services' codes
     * @param score of the likeliest of them, 0 to 1
     * @param priority that the services ask for; null = none
     */
    public record AiFacts(
            List<String> findings, double score, @Nullable Priority priority) {
        public AiFacts {
            findings = List.copyOf(findings);
        }
    }

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
