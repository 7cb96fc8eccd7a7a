/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.overread.config.Intake.Kind;
import org.overread.shared.DicomUid;
import org.overread.shared.PatientKey;

/** What sweeps and notices find, whenever they look. */
class StudySightingTest {
    private static final String UID = "1.2.3";
    private static final PatientKey JANE = new PatientKey("1", "S-PAT");

    private final StudyBench bench = new StudyBench();

    private void look(Hint hint) {
        bench.hints.look(StudyBench.ARCHIVE, new DicomUid(UID), hint);
        bench.pump();
    }

    private void intake(Kind kind) {
        bench.configuration = StudyBench.configured(new org.overread.config.Intake(kind, ""));
    }

    @Test
    void intake_all_takes_what_comes_and_none_takes_nothing() {
        intake(Kind.NONE);
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.OUT);
        intake(Kind.ALL);
        bench.archive.holds("1.2.4", "1", "", "8", 3);
        bench.hints.look(StudyBench.ARCHIVE, new DicomUid("1.2.4"), Hint.SWEEP);
        bench.pump();
        assertThat(bench.study("1.2.4").intake()).isEqualTo(Intake.IN);
    }

    @Test
    void what_was_there_at_the_first_sweep_never_becomes_a_case_even_where_all_is_taken() {
        intake(Kind.ALL);
        bench.archive.holds("1.1", "1", "", "1", 3);
        bench.archive.holds("1.2", "1", "", "2", 3);
        bench.sweep();
        bench.archive.holds(UID, "1", "", "7", 3);
        bench.archive.holds("1.2", "1", "", "2", 9);
        bench.sweep();
        bench.hints.look(StudyBench.ARCHIVE, new DicomUid("1.1"), Hint.PSU);
        bench.pump();
        assertThat(bench.study("1.1").intake()).isEqualTo(Intake.OUT);
        assertThat(bench.study("1.2").intake()).isEqualTo(Intake.OUT);
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.IN);
    }

    @Test
    void an_archive_with_receive_times_is_swept_from_the_installation_on() {
        intake(Kind.ALL);
        bench.archive.tellsReceiveTime = true;
        bench.archive.holds("1.1", "1", "", "1", 3, Instant.now().minus(Duration.ofDays(1)));
        bench.sweep();
        bench.archive.holds(UID, "1", "", "7", 3, Instant.now().plusSeconds(1));
        bench.sweep();
        assertThat(bench.known()).containsExactly(UID);
        bench.hints.look(StudyBench.ARCHIVE, new DicomUid("1.1"), Hint.PSU);
        bench.pump();
        assertThat(bench.study("1.1").intake()).isEqualTo(Intake.OUT);
    }

    @Test
    void a_sweep_finds_a_changed_count_and_leaves_the_rest_alone() {
        bench.sweep();
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        bench.anHourLater();
        int before = bench.archive.asked;
        bench.sweep();
        assertThat(bench.archive.asked).isEqualTo(before);
        bench.archive.holds(UID, "1", "", "7", 4);
        bench.sweep();
        assertThat(bench.study(UID).state()).isEqualTo(StudyState.ARRIVING);
    }

    @Test
    void a_sweep_takes_more_than_one_page() {
        for (int i = 1; i <= 450; i++) {
            bench.archive.holds("1.9." + i, "1", "", "a" + i, 1);
        }
        bench.sweep();
        assertThat(bench.known()).hasSize(450);
    }

    @Test
    void a_named_study_that_the_archive_does_not_hold_yet_is_asked_for_again() {
        look(Hint.NOTIFY);
        assertThat(bench.later).hasSize(1);
        bench.archive.holds(UID, "1", "", "7", 3);
        bench.anHourLater();
        assertThat(bench.study(UID).intake()).isEqualTo(Intake.IN);
    }

    @Test
    void an_archive_that_is_away_loses_no_hint() {
        bench.archive.away = true;
        bench.archive.holds(UID, "1", "", "7", 3);
        look(Hint.NOTIFY);
        assertThat(bench.known()).isEmpty();
        bench.archive.away = false;
        bench.anHourLater();
        assertThat(bench.known()).containsExactly(UID);
    }
}
