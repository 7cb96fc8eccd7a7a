/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.overread.shared.PatientKey;

/**
 * Finds the order of a study. Keys are tried from the strongest to the weakest, and the first that any order agrees by
 * decides: an order of another patient found by a strong key is a conflict, not a reason to try a weaker one.
 */
public final class StudyMatcher {
    /** How far apart a study and an order may be to be suggested to a person. */
    static final Duration WINDOW = Duration.ofHours(24);

    private StudyMatcher() {}

    /**
     * What is compared of a study, with the archive's default issuers filled in.
     *
     * @param patient the surviving identity, when its ID was merged into another; empty when the study has none
     * @param at when it was acquired, for suggestions
     */
    public record StudyKeys(
            String uid,
            Optional<PatientKey> patient,
            String accession,
            String accessionIssuer,
            String requestedProcedure,
            Set<String> modalities,
            @Nullable Instant at) {
        public StudyKeys {
            modalities = Set.copyOf(modalities);
        }
    }

    /** What is compared of an open order; an unknown text is empty. @param taken whether another study is bound to it */
    public record OrderKeys(
            long order,
            PatientKey patient,
            String studyUid,
            String accession,
            String accessionIssuer,
            String requestedProcedure,
            String modality,
            @Nullable Instant at,
            boolean taken) {

        /** Of an order with no images. */
        public OrderKeys(
                long order,
                PatientKey patient,
                String studyUid,
                String accession,
                String accessionIssuer,
                String requestedProcedure,
                String modality,
                @Nullable Instant at) {
            this(order, patient, studyUid, accession, accessionIssuer, requestedProcedure, modality, at, false);
        }
    }

    /** @param orders the open orders that agree by any key, or are the patient's */
    public static MatchOutcome match(StudyKeys study, List<OrderKeys> orders) {
        for (MatchKey key : MatchKey.values()) {
            List<OrderKeys> agreeing =
                    orders.stream().filter(o -> agree(key, study, o)).toList();
            if (!agreeing.isEmpty()) {
                return among(study, agreeing, key);
            }
        }
        return new MatchOutcome.Unmatched(orders.stream()
                .filter(o -> suggests(study, o))
                .map(OrderKeys::order)
                .toList());
    }

    private static MatchOutcome among(StudyKeys study, List<OrderKeys> agreeing, MatchKey key) {
        List<OrderKeys> same =
                agreeing.stream().filter(o -> samePatient(study, o)).toList();
        if (same.isEmpty()) {
            return new MatchOutcome.Conflict(ids(agreeing), key);
        }
        List<OrderKeys> narrowed = narrow(
                same,
                o -> o.studyUid().equals(study.uid()),
                o -> !o.requestedProcedure().isEmpty() && o.requestedProcedure().equals(study.requestedProcedure()),
                o -> study.modalities().contains(o.modality()));
        return narrowed.size() == 1
                ? new MatchOutcome.Matched(narrowed.get(0).order(), key)
                : new MatchOutcome.Ambiguous(ids(narrowed), key);
    }

    /** Lets a further trait decide as long as it leaves anything. */
    @SafeVarargs
    private static List<OrderKeys> narrow(List<OrderKeys> orders, Predicate<OrderKeys>... traits) {
        List<OrderKeys> left = orders;
        for (Predicate<OrderKeys> trait : Arrays.asList(traits)) {
            List<OrderKeys> fewer = left.stream().filter(trait).toList();
            left = fewer.isEmpty() ? left : fewer;
        }
        return left;
    }

    private static boolean agree(MatchKey key, StudyKeys study, OrderKeys order) {
        return switch (key) {
            case STUDY_UID -> order.studyUid().equals(study.uid());
            case ACCESSION ->
                !study.accession().isEmpty() && order.accession().equals(study.accession()) && sameIssuer(study, order);
            case REQUESTED_PROCEDURE ->
                !study.requestedProcedure().isEmpty()
                        && order.requestedProcedure().equals(study.requestedProcedure())
                        && samePatient(study, order);
            case PERSON -> false;
        };
    }

    /** An issuer that one side does not know agrees within one patient only: numbers of two issuers may be equal. */
    static boolean sameIssuer(StudyKeys study, OrderKeys order) {
        return order.accessionIssuer().equals(study.accessionIssuer())
                || (order.accessionIssuer().isEmpty() || study.accessionIssuer().isEmpty())
                        && samePatient(study, order);
    }

    static boolean samePatient(StudyKeys study, OrderKeys order) {
        return study.patient().filter(order.patient()::equals).isPresent();
    }

    private static boolean suggests(StudyKeys study, OrderKeys order) {
        Instant taken = study.at();
        Instant planned = order.at();
        return samePatient(study, order)
                && study.modalities().contains(order.modality())
                && taken != null
                && planned != null
                && Duration.between(taken, planned).abs().compareTo(WINDOW) <= 0;
    }

    private static List<Long> ids(List<OrderKeys> orders) {
        return orders.stream().map(OrderKeys::order).toList();
    }
}
