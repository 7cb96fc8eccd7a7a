/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.time.Instant;
import java.util.List;
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
        List<OrderStep> steps) {

    public OrderContent {
        steps = List.copyOf(steps);
    }

    /** What this says, and where it says nothing, what the other says. */
    OrderContent or(OrderContent other) {
        return new OrderContent(
                or(accession, other.accession),
                or(accessionIssuer, other.accessionIssuer),
                studyUid == null ? other.studyUid : studyUid,
                or(modality, other.modality),
                or(procedureCode, other.procedureCode),
                or(procedureText, other.procedureText),
                or(reason, other.reason),
                or(clinicalInformation, other.clinicalInformation),
                or(referringPhysician, other.referringPhysician),
                or(patientClass, other.patientClass),
                priority == null ? other.priority : priority,
                scheduledAt == null ? other.scheduledAt : scheduledAt,
                steps.isEmpty() ? other.steps : steps);
    }

    private static String or(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    @Override
    public String toString() {
        return "OrderContent[hidden]";
    }
}
