/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overread.archive.Dcm4cheeContractTest.object;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ModalityWorklist.StepStatus;
import org.overread.study.NotInArchive;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.ObjectSink.Batch;
import org.overread.transfer.PutResult;

/** As {@link Dcm4cheeContractTest}, of what is stored, exported and changed. */
class Dcm4cheeWritingContractTest {
    private static final String ROOT = "1.2.826.0.1.3680043.10.1234.";
    private static final DicomUid STUDY_1 = new DicomUid(ROOT + "1");
    private static final DicomUid STUDY_5 = new DicomUid(ROOT + "5");
    private static final DicomUid UNKNOWN = new DicomUid("1.2.3");

    private static PutResult put(RecordedArchive recorded, String aet, byte[]... objects) {
        return recorded.archive(aet).sink().put(STUDY_5, GivenObjects.of(objects), Batch.DEFAULT);
    }

    @Test
    void two_objects_are_stored() throws IOException {
        byte[][] objects = {object(ROOT + "5.1.1"), object(ROOT + "5.1.2")};
        try (var recorded = RecordedArchive.of("stow-dicom-success", objects)) {
            PutResult result = put(recorded, "DCM4CHEE", objects);
            assertThat(result).isInstanceOf(PutResult.Stored.class);
            assertThat(result.sent())
                    .isEqualTo(new PutResult.Sent(
                            List.of(ROOT + "5.1.1", ROOT + "5.1.2"), 2, objects[0].length + objects[1].length, 0));
        }
    }

    @Test
    void garbage_is_409_with_a_reason() throws IOException {
        byte[] garbage =
                ("this is no DICOM object at all, only garbage bytes ".repeat(4)).getBytes(StandardCharsets.ISO_8859_1);
        try (var recorded = RecordedArchive.of("stow-garbage")) {
            assertThat(put(recorded, "DCM4CHEE", garbage))
                    .isInstanceOfSatisfying(PutResult.PartlyStored.class, partly -> {
                        assertThat(partly.stored()).isEmpty();
                        assertThat(partly.failed())
                                .extracting(PutResult.Failed::reason)
                                .containsExactly(50329);
                    });
        }
    }

    @Test
    void garbage_beside_a_good_object_is_202_with_both_named() throws IOException {
        Recording recording = Recording.load("stow-garbage-and-good", object(ROOT + "5.1.1"));
        String body = recording.requestBody();
        int from = body.indexOf("\r\n\r\n") + 4;
        byte[] garbage = body.substring(from, body.indexOf("\r\n--", from)).getBytes(StandardCharsets.ISO_8859_1);
        try (var recorded = new RecordedArchive(recording)) {
            assertThat(put(recorded, "DCM4CHEE", garbage, object(ROOT + "5.1.1")))
                    .isInstanceOfSatisfying(PutResult.PartlyStored.class, partly -> {
                        assertThat(partly.stored()).hasSize(1);
                        assertThat(partly.failed()).hasSize(1);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"stow-truncated,272,true", "stow-other-patient,42872,false"})
    void a_refused_object_says_whether_a_retry_can_help(String name, int reason, boolean isTransient)
            throws IOException {
        byte[] object = object(ROOT + "5.1.1");
        try (var recorded = RecordedArchive.of(name, object)) {
            assertThat(put(recorded, "DCM4CHEE", object))
                    .isInstanceOfSatisfying(
                            PutResult.PartlyStored.class,
                            partly -> assertThat(partly.failed())
                                    .singleElement()
                                    .satisfies(failed -> {
                                        assertThat(failed.reason()).isEqualTo(reason);
                                        assertThat(failed.isTransient()).isEqualTo(isTransient);
                                    }));
        }
    }

    @Test
    void an_answer_that_names_nothing_leaves_all_unmentioned() throws IOException {
        byte[] object = object(ROOT + "5.1.1");
        try (var recorded = RecordedArchive.of("stow-nothing-named", object)) {
            assertThat(put(recorded, "DCM4CHEE", object))
                    .isInstanceOfSatisfying(
                            PutResult.PartlyStored.class,
                            partly -> assertThat(partly.unmentioned()).containsExactly(ROOT + "5.1.1"));
        }
    }

    @Test
    void a_text_error_refuses_the_request() throws IOException {
        byte[] object = object(ROOT + "5.1.1");
        try (var recorded = RecordedArchive.of("stow-unknown-aet", object)) {
            assertThat(put(recorded, "NOSUCH", object)).isInstanceOfSatisfying(PutResult.Refused.class, refused -> {
                assertThat(refused.status()).isEqualTo(404);
                assertThat(refused.problem().code()).isEqualTo("OVR001705");
            });
        }
    }

    private static ExportRequest.ExportResult export(String name, String aet, DicomUid study, String receiver)
            throws IOException {
        try (var recorded = RecordedArchive.of(name)) {
            return recorded.archive(aet).exporter().orElseThrow().export(study, receiver);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "export-dicom-success,1,3,0,0",
        "export-dicom-success-mixed,5,14,0,0",
        "export-dicom-partial,5,2,0,12",
        "export-dicom-slow-receiver,1,1,0,2",
        "export-dicom-all-refused-A700,1,0,0,3",
        "export-dicom-jpegls,3,0,0,1",
        "export-dicom-warning-B000,1,0,3,0"
    })
    void counts_are_taken_from_200_206_and_502_alike(String name, String study, int completed, int warning, int failed)
            throws IOException {
        assertThat(export(name, "DCM4CHEE", new DicomUid(ROOT + study), "STORESCP"))
                .isEqualTo(new ExportRequest.Exported(completed, warning, failed));
    }

    @ParameterizedTest
    @CsvSource({"export-dicom-unknown-study,1.2.3", "access-control-hidden-export," + ROOT + "7"})
    void status_200_with_nothing_completed_is_no_success(String name, String study) throws IOException {
        assertThat(export(name, "DCM4CHEE", new DicomUid(study), "STORESCP"))
                .isInstanceOfSatisfying(
                        ExportRequest.NothingToSend.class,
                        nothing -> assertThat(nothing.problem().code()).isEqualTo("OVR001711"));
    }

    @ParameterizedTest
    @CsvSource({"export-dicom-receiver-down", "export-dicom-association-rejected"})
    void a_502_with_a_text_is_a_receiver_that_cannot_be_reached(String name) throws IOException {
        assertThat(export(name, "DCM4CHEE", STUDY_1, "STORESCP"))
                .isInstanceOfSatisfying(
                        ExportRequest.Unreachable.class,
                        unreachable -> assertThat(unreachable.problem().code()).isEqualTo("OVR001712"));
    }

    @Test
    void unknown_ae_titles_are_refused_by_name() throws IOException {
        assertThat(export("export-dicom-unknown-aet", "DCM4CHEE", STUDY_1, "NOSUCHAE"))
                .isInstanceOfSatisfying(
                        ExportRequest.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("OVR001710"));
        assertThat(export("export-unknown-archive-aet", "NOSUCH", STUDY_1, "STORESCP"))
                .isInstanceOfSatisfying(
                        ExportRequest.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("OVR001709"));
    }

    @Test
    void a_worklist_item_changes_its_status() throws IOException {
        try (var recorded = RecordedArchive.of("mwl-status-discontinued")) {
            recorded.archive()
                    .worklist()
                    .orElseThrow()
                    .setStatus(new DicomUid(ROOT + "21"), "SPS1", StepStatus.DISCONTINUED);
        }
        try (var recorded = RecordedArchive.of("mwl-status-unknown-item")) {
            assertThatThrownBy(() -> recorded.archive()
                            .worklist()
                            .orElseThrow()
                            .setStatus(new DicomUid(ROOT + "21"), "NOSUCH", StepStatus.STARTED))
                    .isInstanceOf(NotInArchive.class);
        }
        try (var recorded = RecordedArchive.of("mwl-status-bad")) {
            assertThatThrownBy(() -> recorded.archive()
                            .worklist()
                            .orElseThrow()
                            .setStatus(new DicomUid(ROOT + "21"), "SPS1", StepStatus.READY))
                    .isInstanceOf(ArchiveRefused.class);
        }
    }
}
