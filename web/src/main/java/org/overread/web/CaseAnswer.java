/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.config.ClockTerms;
import org.overread.reading.CaseStanding;
import org.overread.reading.CaseState;
import org.overread.reading.CaseView;
import org.overread.reading.CaseWatch;
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
        @Nullable Instant dueAt,
        @Nullable Instant breachedAt,
        @Nullable Hold hold,
        ClockAnswer clock,
        @Nullable CaseStanding standing,
        @Nullable List<String> may) {

    /** One of a list: what may be done with it, and to whom it is offered, is said when it is opened. */
    static CaseAnswer of(CaseView view) {
        return of(view, null, null);
    }

    static CaseAnswer of(CaseView view, @Nullable CaseStanding standing, @Nullable List<String> may) {
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
                found.dueAt(),
                found.watch().breachedAt(),
                Hold.of(found),
                ClockAnswer.of(found),
                standing,
                may);
    }

    /**
     * The instants of its clock, as computed when it was decided.
     *
     * @param nextStepAt of its ladder
     * @param forecastAt when it will be read by the forecast, while that is too late
     * @param businessHours whether it runs in them only
     * @param until what ends it
     */
    record ClockAnswer(
            @Nullable Instant warnAt,
            @Nullable Instant nextStepAt,
            @Nullable Instant forecastAt,
            boolean businessHours,
            ClockTerms.Until until) {
        static ClockAnswer of(ReadingCase found) {
            CaseWatch watch = found.watch();
            boolean runs = found.clockRuns() && !found.held();
            return new ClockAnswer(
                    found.warnAt(),
                    runs ? found.nextStepAt().orElse(null) : null,
                    runs && found.state().isBeforeClaim() ? watch.forecastAt() : null,
                    !watch.terms().hours().isEmpty(),
                    watch.terms().until());
        }
    }

    /** Since when and why its clock stands still. */
    record Hold(
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String by,
            @Nullable String reason) {
        static @Nullable Hold of(ReadingCase found) {
            CaseWatch watch = found.watch();
            return found.held()
                    ? new Hold(watch.heldAt(), watch.heldUntil(), watch.heldBy(), watch.holdReason())
                    : null;
        }

        @Override
        public String toString() {
            return "Hold[hidden]";
        }
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
