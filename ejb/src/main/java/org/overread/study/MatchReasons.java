/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.overread.study.StudyMatcher.OrderKeys;
import org.overread.study.StudyMatcher.StudyKeys;

/**
 * What speaks for a study and an order being of one another, and what against: for the person who decides.
 *
 * @param speaksFor sentences that name no patient and no number
 */
public record MatchReasons(List<String> speaksFor, List<String> speaksAgainst) {
    public MatchReasons {
        speaksFor = List.copyOf(speaksFor);
        speaksAgainst = List.copyOf(speaksAgainst);
    }

    static MatchReasons of(StudyKeys study, OrderKeys order) {
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        if (StudyMatcher.samePatient(study, order)) {
            good.add("The same patient.");
        } else {
            bad.add(study.patient().isEmpty() ? "The images name no patient." : "Another patient's identity.");
        }
        number("Study Instance UID", study.uid(), order.studyUid(), good, bad);
        if (number("accession number", study.accession(), order.accession(), good, bad)
                && !StudyMatcher.sameIssuer(study, order)) {
            bad.add("The accession numbers are of two issuers.");
        }
        // often the images carry a Study ID of their own there: only agreement means something
        number(
                "requested procedure ID",
                study.requestedProcedure(),
                order.requestedProcedure(),
                good,
                new ArrayList<>());
        modality(study, order, good, bad);
        time(study, order, good, bad);
        if (order.taken()) {
            bad.add("The order has images already.");
        }
        return new MatchReasons(good, bad);
    }

    /** @return whether the two are equal */
    private static boolean number(String what, String one, String other, List<String> good, List<String> bad) {
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        if (one.equals(other)) {
            good.add("The same " + what + ".");
            return true;
        }
        bad.add("Another " + what + ".");
        return false;
    }

    private static void modality(StudyKeys study, OrderKeys order, List<String> good, List<String> bad) {
        if (order.modality().isEmpty() || study.modalities().isEmpty()) {
            return;
        }
        if (study.modalities().contains(order.modality())) {
            good.add("The same modality, " + order.modality() + ".");
        } else {
            bad.add("Another modality: " + order.modality() + " was ordered, "
                    + String.join(" and ", study.modalities().stream().sorted().toList()) + " came.");
        }
    }

    /** A study's time is known to the day. */
    private static void time(StudyKeys study, OrderKeys order, List<String> good, List<String> bad) {
        var taken = study.at();
        var planned = order.at();
        if (taken == null || planned == null) {
            return;
        }
        long days = ChronoUnit.DAYS.between(
                planned.atZone(ZoneOffset.UTC).toLocalDate(),
                taken.atZone(ZoneOffset.UTC).toLocalDate());
        if (days == 0) {
            good.add("Planned for the day of the images.");
        } else {
            String apart = Math.abs(days) + (Math.abs(days) == 1 ? " day " : " days ");
            (Math.abs(days) == 1 ? good : bad)
                    .add("Planned " + apart + (days > 0 ? "before" : "after") + " the day of the images.");
        }
    }
}
