/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overread.shared.PatientKey;
import org.overread.study.MatchOutcome.Ambiguous;
import org.overread.study.MatchOutcome.Conflict;
import org.overread.study.MatchOutcome.Matched;
import org.overread.study.MatchOutcome.Unmatched;
import org.overread.study.StudyMatcher.OrderKeys;
import org.overread.study.StudyMatcher.StudyKeys;

class StudyMatcherTest {
    private static final PatientKey JANE = new PatientKey("1", "A");
    private static final PatientKey JOHN = new PatientKey("2", "A");
    private static final PatientKey SAME_NUMBER_ELSEWHERE = new PatientKey("1", "B");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static StudyKeys study(String accession, String requested) {
        return new StudyKeys("1.2.3", Optional.of(JANE), accession, "ACC", requested, Set.of("CT", "SR"), NOON);
    }

    private static OrderKeys order(long id, PatientKey patient, String uid, String accession, String requested) {
        return new OrderKeys(id, patient, uid, accession, accession.isEmpty() ? "" : "ACC", requested, "CT", NOON);
    }

    @Test
    void the_study_uid_comes_before_the_accession_number() {
        assertThat(StudyMatcher.match(
                        study("7", ""), List.of(order(1, JANE, "", "7", ""), order(2, JANE, "1.2.3", "8", ""))))
                .isEqualTo(new Matched(2, MatchKey.STUDY_UID));
    }

    @Test
    void the_accession_number_binds_within_its_issuer() {
        assertThat(StudyMatcher.match(study("7", ""), List.of(order(1, JANE, "", "7", ""))))
                .isEqualTo(new Matched(1, MatchKey.ACCESSION));
        OrderKeys foreign = new OrderKeys(1, JANE, "", "7", "OTHER", "", "MR", null);
        assertThat(StudyMatcher.match(study("7", ""), List.of(foreign))).isEqualTo(new Unmatched(List.of()));
    }

    @Test
    void an_accession_number_of_an_unknown_issuer_is_no_sign_of_a_conflict() {
        OrderKeys unknown = new OrderKeys(1, JOHN, "", "7", "", "", "MR", null);
        assertThat(StudyMatcher.match(study("7", ""), List.of(unknown))).isEqualTo(new Unmatched(List.of()));
        OrderKeys same = new OrderKeys(1, JANE, "", "7", "", "", "MR", null);
        assertThat(StudyMatcher.match(study("7", ""), List.of(same))).isEqualTo(new Matched(1, MatchKey.ACCESSION));
    }

    @Test
    void a_requested_procedure_binds_within_one_patient_only() {
        assertThat(StudyMatcher.match(
                        study("", "RP9"), List.of(order(1, JOHN, "", "", "RP9"), order(2, JANE, "", "", "RP9"))))
                .isEqualTo(new Matched(2, MatchKey.REQUESTED_PROCEDURE));
    }

    @Test
    void another_patient_is_a_conflict_and_never_bound() {
        assertThat(StudyMatcher.match(study("7", ""), List.of(order(1, JOHN, "1.2.3", "", ""))))
                .isEqualTo(new Conflict(List.of(1L), MatchKey.STUDY_UID));
        assertThat(StudyMatcher.match(study("7", ""), List.of(order(1, JOHN, "", "7", ""))))
                .isEqualTo(new Conflict(List.of(1L), MatchKey.ACCESSION));
    }

    @Test
    void the_same_number_of_another_authority_is_another_patient() {
        assertThat(StudyMatcher.match(study("7", ""), List.of(order(1, SAME_NUMBER_ELSEWHERE, "", "7", ""))))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void a_study_without_a_patient_id_is_bound_to_nobody() {
        StudyKeys nobody = new StudyKeys("1.2.3", Optional.empty(), "7", "ACC", "", Set.of("CT"), NOON);
        assertThat(StudyMatcher.match(nobody, List.of(order(1, JANE, "1.2.3", "7", ""))))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void a_conflict_by_a_strong_key_is_not_passed_over_for_a_weaker_one() {
        assertThat(StudyMatcher.match(
                        study("7", ""), List.of(order(1, JOHN, "1.2.3", "", ""), order(2, JANE, "", "7", ""))))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void several_orders_of_one_accession_are_told_apart_by_procedure_or_left_to_a_person() {
        List<OrderKeys> two = List.of(order(1, JANE, "", "7", "RP1"), order(2, JANE, "", "7", "RP2"));
        assertThat(StudyMatcher.match(study("7", "RP2"), two)).isEqualTo(new Matched(2, MatchKey.ACCESSION));
        assertThat(StudyMatcher.match(study("7", ""), two))
                .isEqualTo(new Ambiguous(List.of(1L, 2L), MatchKey.ACCESSION));
    }

    @Test
    void patient_modality_and_time_only_suggest() {
        assertThat(StudyMatcher.match(study("", ""), List.of(order(1, JANE, "", "9", ""))))
                .isEqualTo(new Unmatched(List.of(1L)));
    }
}
