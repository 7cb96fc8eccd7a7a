/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * What is asked for. In a message, an empty part says nothing.
 *
 * @param accession accession number (0008,0050)
 * @param accessionIssuer (0008,0051); from the message, else from the sender's profile
 * @param studyUid Study Instance UID, as checked by {@link org.overread.shared.DicomUid}
 * @param modality the first step's
 * @param procedureCode code and coding scheme, {@code CTTHX^99SITE} (0032,1064)
 * @param reason why (OBR-31)
 * @param clinicalInformation OBR-13
 * @param referringPhysician a person name in DICOM's form (OBR-16, else ORC-12)
 * @param patientClass PV1-2: E emergency, I in-patient, O out-patient
 * @param priority null when the message names none
 * @param cleared what the message deletes (HL7's explicit null); never of what is kept
 */
public record OrderContent(
        String accession,
        String accessionIssuer,
        @Nullable String studyUid,
        String modality,
        String procedureCode,
        String procedureText,
        String reason,
        String clinicalInformation,
        String referringPhysician,
        String patientClass,
        @Nullable Priority priority,
        @Nullable Instant scheduledAt,
        List<OrderStep> steps,
        Set<Part> cleared) {

    private static final OrderContent NOTHING =
            new OrderContent("", "", null, "", "", "", "", "", "", "", null, null, List.of());

    /** What a message can delete. */
    public enum Part {
        ACCESSION,
        STUDY_UID,
        MODALITY,
        PROCEDURE,
        REASON,
        CLINICAL_INFORMATION,
        REFERRING_PHYSICIAN,
        PATIENT_CLASS,
        PRIORITY,
        START
    }

    @SuppressWarnings("NullAway") // messages that wait since an older release have no such part
    public OrderContent {
        steps = List.copyOf(steps);
        cleared = cleared == null ? Set.of() : Set.copyOf(cleared);
    }

    /** What deletes nothing. */
    public OrderContent(
            String accession,
            String accessionIssuer,
            @Nullable String studyUid,
            String modality,
            String procedureCode,
            String procedureText,
            String reason,
            String clinicalInformation,
            String referringPhysician,
            String patientClass,
            @Nullable Priority priority,
            @Nullable Instant scheduledAt,
            List<OrderStep> steps) {
        this(
                accession,
                accessionIssuer,
                studyUid,
                modality,
                procedureCode,
                procedureText,
                reason,
                clinicalInformation,
                referringPhysician,
                patientClass,
                priority,
                scheduledAt,
                steps,
                Set.of());
    }

    /** As it is kept for an order that was not known before: there is nothing to delete. */
    OrderContent kept() {
        return cleared.isEmpty() ? this : or(NOTHING);
    }

    /** What this says, and where it says nothing, what the other says. */
    OrderContent or(OrderContent other) {
        return new OrderContent(
                or(Part.ACCESSION, accession, other.accession),
                or(Part.ACCESSION, accessionIssuer, other.accessionIssuer),
                orNull(Part.STUDY_UID, studyUid, other.studyUid),
                or(Part.MODALITY, modality, other.modality),
                or(Part.PROCEDURE, procedureCode, other.procedureCode),
                or(Part.PROCEDURE, procedureText, other.procedureText),
                or(Part.REASON, reason, other.reason),
                or(Part.CLINICAL_INFORMATION, clinicalInformation, other.clinicalInformation),
                or(Part.REFERRING_PHYSICIAN, referringPhysician, other.referringPhysician),
                or(Part.PATIENT_CLASS, patientClass, other.patientClass),
                orNull(Part.PRIORITY, priority, other.priority),
                orNull(Part.START, scheduledAt, other.scheduledAt),
                steps.isEmpty() ? other.steps : steps);
    }

    private String or(Part part, String one, String other) {
        return one.isEmpty() && !cleared.contains(part) ? other : one;
    }

    private <T> @Nullable T orNull(Part part, @Nullable T one, @Nullable T other) {
        return one == null && !cleared.contains(part) ? other : one;
    }

    @Override
    public String toString() {
        return "OrderContent[hidden]";
    }
}
