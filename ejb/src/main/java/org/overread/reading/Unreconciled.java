/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.order.OrderState;
import org.overread.shared.Priority;
import org.overread.study.StudyState;

/**
 * Something that a person should look at: an order whose images did not come, a study that has no order, or two that
 * contradict one another.
 *
 * @param since when the order was due, or the study was seen first
 * @param order the order, or the one that a study in conflict is bound to
 * @param conflict what the matcher says; no patient data
 * @param caseId the case that waits for it
 */
public record Unreconciled(
        Kind kind,
        Instant since,
        @Nullable StudySide study,
        @Nullable OrderSide order,
        @Nullable Long caseId,
        @Nullable String conflict,
        List<Candidate> candidates) {
    public Unreconciled {
        candidates = List.copyOf(candidates);
    }

    /** Which of the three lists. */
    public enum Kind {
        /** Orders without images past their time. */
        ORDER,
        /** Studies without orders. */
        STUDY,
        /** A study and an order that fit by number and differ by patient. */
        CONFLICT
    }

    Unreconciled with(List<Candidate> found) {
        return new Unreconciled(kind, since, study, order, caseId, conflict, found);
    }

    /** Of the study, or of the order that has none. */
    public long id() {
        return study != null ? study.id() : order != null ? order.id() : 0;
    }

    /** A study as a person compares it. Patient data. */
    public record StudySide(
            long id,
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
            int instances,
            StudyState state) {
        @Override
        public String toString() {
            return "StudySide[" + id + "]";
        }
    }

    /** An order as a person compares it. Patient data. */
    public record OrderSide(
            long id,
            String site,
            String patientId,
            String patientAuthority,
            String patientName,
            @Nullable LocalDate birthDate,
            String sex,
            String accession,
            String placerNumber,
            String modality,
            String procedure,
            Priority priority,
            OrderState state,
            Instant plannedAt) {
        @Override
        public String toString() {
            return "OrderSide[" + id + "]";
        }
    }

    /**
     * The other side that it could belong to.
     *
     * @param kind SUGGESTION, AMBIGUOUS or CONFLICT
     * @param study set for an order, {@code order} for a study
     */
    public record Candidate(
            String kind,
            @Nullable StudySide study,
            @Nullable OrderSide order,
            List<String> speaksFor,
            List<String> speaksAgainst,
            Instant checkedAt) {}
}
