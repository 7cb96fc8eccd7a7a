/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;
import org.overread.study.NotInArchive;
import org.overread.study.Page;
import org.overread.study.StudyAttributes;
import org.overread.transfer.DicomObject;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectStream;

/** What dcm4chee-arc-light 5.34.3 was recorded to answer, replayed byte for byte, and what the adapter makes of it. */
class Dcm4cheeContractTest {
    private static final String ROOT = "1.2.826.0.1.3680043.10.1234.";
    private static final DicomUid STUDY_1 = new DicomUid(ROOT + "1");
    private static final DicomUid STUDY_5 = new DicomUid(ROOT + "5");
    private static final DicomUid UNKNOWN = new DicomUid("1.2.3");

    static byte[] object(String instance) {
        return Part10.slice(STUDY_5.value(), ROOT + "5.1", instance, new byte[200]);
    }

    // QIDO-RS

    @Test
    void a_study_is_read_with_its_patient_issuers_and_time_of_receipt() throws IOException {
        try (var recorded = RecordedArchive.of("qido-studies-includefield-all")) {
            StudyAttributes study = recorded.archive().studies().study(STUDY_1).orElseThrow();
            assertThat(study)
                    .isEqualTo(new StudyAttributes(
                            STUDY_1,
                            "PAT1",
                            "SITE",
                            "DOE^JANE",
                            LocalDate.of(1970, 1, 1),
                            "M",
                            "ACC1001",
                            "",
                            List.of("CT"),
                            "CT THORAX",
                            "S1",
                            LocalDate.of(2026, 11, 24),
                            LocalTime.of(9, 0),
                            "",
                            3,
                            Instant.parse("2026-11-24T03:09:38.217Z")));
        }
    }

    @Test
    void no_match_is_204_and_an_empty_answer() throws IOException {
        try (var recorded = RecordedArchive.of("qido-studies-empty")) {
            assertThat(recorded.archive().studies().study(new DicomUid("1.2.3.4.5")))
                    .isEmpty();
        }
    }

    @Test
    void instances_are_counted_as_json_because_dicom_json_is_406() throws IOException {
        try (var recorded = RecordedArchive.of("qido-instances-count")) {
            assertThat(recorded.archive().studies().count(STUDY_1)).isEqualTo(3);
        }
        try (var recorded = RecordedArchive.of("qido-studies-count-406")) {
            assertThatThrownBy(() -> recorded.archive().studies().count(STUDY_1))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessage("OVR001705: hospital refuses the request (HTTP status 406).");
        }
    }

    @Test
    void an_unknown_ae_title_of_ours_is_named() throws IOException {
        try (var recorded = RecordedArchive.of("qido-unknown-aet")) {
            assertThatThrownBy(() -> recorded.archive("NOSUCH").studies().study(new DicomUid("1.2.3.4.5")))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessage("OVR001709: The archive does not know its AE title NOSUCH.");
        }
    }

    @Test
    void a_refused_parameter_is_a_refusal_without_the_archives_words() throws IOException {
        try (var recorded = RecordedArchive.of("qido-studies-bad-limit")) {
            assertThatThrownBy(() -> recorded.archive()
                            .studies()
                            .studiesOfDate(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 24), 0, 0))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageNotContaining("abc")
                    .hasMessageContaining("400");
        }
    }

    @Test
    void received_since_is_asked_in_utc_with_a_positive_zone_and_paged_to_its_end() throws IOException {
        Instant since = Instant.parse("2026-11-24T02:50:46.9Z");
        try (var recorded = new RecordedArchive(
                Recording.load("qido-received-since-all"), Recording.load("qido-received-since-past-the-end"))) {
            var studies = recorded.archive().studies();
            assertThat(studies.tellsReceiveTime()).isTrue();
            Page<StudyAttributes> page = studies.receivedSince(since, 0, 2);
            assertThat(page.items()).extracting(study -> study.study().value()).containsExactly(ROOT + "1", ROOT + "2");
            assertThat(page.items())
                    .allSatisfy(study -> assertThat(study.received()).isAfter(since));
            assertThat(page.more()).isTrue();
            assertThat(page.next()).isEqualTo(2);
            Page<StudyAttributes> last = studies.receivedSince(since, page.next(), 2);
            assertThat(last.items()).isEmpty();
            assertThat(last.more()).isFalse();
        }
    }

    @Test
    void a_late_series_brings_its_old_study_back() throws IOException {
        try (var recorded = RecordedArchive.of("qido-studies-series-received-since-late")) {
            Page<StudyAttributes> page =
                    recorded.archive().studies().seriesReceivedSince(Instant.parse("2026-11-24T03:22:00Z"), 0, 100);
            assertThat(page.items()).extracting(study -> study.study().value()).contains(ROOT + "18");
            assertThat(page.more()).isFalse();
        }
    }

    @Test
    void a_page_that_the_archive_cut_to_its_maximum_is_not_the_last() throws IOException {
        try (var recorded = RecordedArchive.of("qido-studies-limit-above-maximum")) {
            Page<StudyAttributes> page = recorded.archive()
                    .studies()
                    .studiesOfDate(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 24), 0, 5);
            assertThat(page.items()).hasSize(3);
            assertThat(page.next()).isEqualTo(3);
            assertThat(page.more()).isTrue();
        }
    }

    @Test
    void names_beyond_ascii_come_as_they_are() throws IOException {
        try (var recorded = RecordedArchive.of("qido-studies-by-date-range")) {
            Page<StudyAttributes> page = recorded.archive()
                    .studies()
                    .studiesOfDate(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 23), 0, 100);
            assertThat(page.items()).extracting(StudyAttributes::patientName).contains("MÜLLER^HANS");
        }
    }

    @Test
    void priors_are_asked_by_patient_and_issuer() throws IOException {
        try (var recorded = RecordedArchive.of("qido-studies-by-pid-issuer")) {
            assertThat(recorded.archive()
                            .studies()
                            .studiesOfPatient("PAT1", "SITE", 0, 100)
                            .items())
                    .singleElement()
                    .satisfies(study -> assertThat(study.patientIssuer()).isEqualTo("SITE"));
        }
    }

    @Test
    void instances_are_listed_page_by_page_as_the_warning_says() throws IOException {
        List<InstanceRef> all = new ArrayList<>();
        try (var recorded = RecordedArchive.of("qido-instances-of-study")) {
            assertThat(recorded.archive().instances().each(STUDY_1, all::add)).isEqualTo(3);
        }
        assertThat(all)
                .containsExactly(
                        new InstanceRef(ROOT + "1.1", ROOT + "1.1.1"),
                        new InstanceRef(ROOT + "1.1", ROOT + "1.1.2"),
                        new InstanceRef(ROOT + "1.2", ROOT + "1.2.1"));
        List<InstanceRef> paged = new ArrayList<>();
        try (var recorded =
                new RecordedArchive(Recording.load("qido-instances-page-1"), Recording.load("qido-instances-page-2"))) {
            assertThat(recorded.archive().instances().each(STUDY_1, paged::add)).isEqualTo(3);
        }
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void an_unknown_study_has_no_instances() throws IOException {
        try (var recorded = RecordedArchive.of("qido-instances-unknown-study")) {
            assertThat(recorded.archive().instances().each(UNKNOWN, ref -> {})).isZero();
        }
    }

    // WADO-RS

    @Test
    void a_study_is_streamed_object_by_object() throws IOException {
        byte[][] objects = {object(ROOT + "1.1.1"), object(ROOT + "1.1.2"), object(ROOT + "1.2.1")};
        List<Optional<String>> instances = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (var recorded = RecordedArchive.of("wado-study-dicom-ts-any", objects);
                ObjectStream stream = recorded.archive().source().study(STUDY_1, Issuers.NONE)) {
            while (stream.hasNext()) {
                DicomObject object = stream.next();
                instances.add(object.instance());
                contents.add(object.content().readAllBytes());
            }
        }
        assertThat(instances)
                .containsExactly(Optional.of(ROOT + "1.1.1"), Optional.of(ROOT + "1.1.2"), Optional.of(ROOT + "1.2.1"));
        assertThat(contents).containsExactly(objects);
    }

    @Test
    void a_compressed_study_comes_as_it_is_stored() throws IOException {
        byte[] object = object(ROOT + "3.1.1");
        try (var recorded = RecordedArchive.of("wado-study-compressed-ts-any", object);
                ObjectStream stream = recorded.archive().source().study(new DicomUid(ROOT + "3"), Issuers.NONE)) {
            assertThat(stream.next().content().readAllBytes()).isEqualTo(object);
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void single_objects_are_fetched_one_by_one() throws IOException {
        byte[] object = object(ROOT + "1.1.1");
        try (var recorded = RecordedArchive.of("wado-instance-dicom", object);
                ObjectStream stream = recorded.archive()
                        .source()
                        .instances(STUDY_1, List.of(new InstanceRef(ROOT + "1.1", ROOT + "1.1.1")), Issuers.NONE)) {
            assertThat(stream.next().content().readAllBytes()).isEqualTo(object);
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void a_study_that_is_gone_or_hidden_is_not_in_the_archive() throws IOException {
        try (var recorded = RecordedArchive.of("wado-study-unknown")) {
            assertThatThrownBy(() -> recorded.archive().source().study(UNKNOWN, Issuers.NONE))
                    .isInstanceOf(NotInArchive.class);
        }
        try (var recorded = RecordedArchive.of("wado-unknown-aet")) {
            assertThatThrownBy(() -> recorded.archive("NOSUCH").source().study(STUDY_1, Issuers.NONE))
                    .isInstanceOf(ArchiveRefused.class);
        }
    }

    @Test
    void a_500_that_looks_like_multipart_is_a_failure_not_a_study() throws IOException {
        try (var recorded = RecordedArchive.of("wado-study-ts-unsupported")) {
            assertThatThrownBy(() -> recorded.archive().source().study(STUDY_1, Issuers.NONE))
                    .isInstanceOf(ArchiveUnavailable.class)
                    .hasMessage("OVR001703: hospital failed inside (HTTP status 500).");
        }
    }
}
