/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.overread.reading.CaseState;
import org.overread.reading.CaseView;
import org.overread.reading.ImageState;
import org.overread.reading.ReadingCase;
import org.overread.shared.Priority;

/** A case as the API shows it: schema {@code Case} of the description. */
record CaseAnswer(
        long id,
        int version,
        CaseState state,
        Priority priority,
        String site,
        @Nullable String group,
        @Nullable String tier,
        @Nullable String owner,
        String modality,
        String procedure,
        String reason,
        String accession,
        String studyUid,
        String archive,
        @Nullable Long orderId,
        @Nullable Long studyId,
        @Nullable PatientAnswer patient,
        Images images,
        boolean held,
        boolean triage,
        boolean escalated,
        boolean orderCancelled,
        @Nullable String conflict,
        Instant createdAt,
        @Nullable Instant clockStartedAt,
        @Nullable Instant dueAt) {

    static CaseAnswer of(CaseView view) {
        ReadingCase found = view.readingCase();
        return new CaseAnswer(
                found.id(),
                found.version(),
                found.state(),
                found.priority(),
                found.site(),
                found.ownerGroup(),
                found.tier(),
                found.reader(),
                found.modality(),
                view.procedure(),
                view.reason(),
                view.accession(),
                view.studyUid(),
                view.archive(),
                found.orderId(),
                found.studyId(),
                PatientAnswer.of(view),
                Images.of(found),
                found.held(),
                found.triage(),
                found.escalated(),
                found.orderCancelled(),
                view.conflict(),
                found.createdAt(),
                found.clockStartedAt(),
                found.dueAt());
    }

    /** Whose images they are. */
    record PatientAnswer(
            String id,
            String authority,
            String name,
            @Nullable LocalDate birthDate,
            String sex) {
        static @Nullable PatientAnswer of(CaseView view) {
            return view.patientId().isEmpty() && view.patientName().isEmpty()
                    ? null
                    : new PatientAnswer(
                            view.patientId(),
                            view.patientAuthority(),
                            view.patientName(),
                            view.birthDate(),
                            view.sex());
        }

        @Override
        public String toString() {
            return "PatientAnswer[hidden]";
        }
    }

    /** How far the images are, beside the reading state. */
    record Images(
            ImageState state,
            int instances,
            int there,
            @Nullable String destination,
            @Nullable String verification,
            boolean changed) {
        static Images of(ReadingCase found) {
            return new Images(
                    found.imageState(),
                    found.instances(),
                    found.instancesThere(),
                    found.destination(),
                    found.verification(),
                    found.imagesChanged());
        }
    }

    @Override
    public String toString() {
        return "CaseAnswer[" + id + "]";
    }
}
