/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.shared.DicomUid;
import org.overread.study.NotInArchive;
import org.overread.study.StudyAttributes;
import org.overread.transfer.DicomObject;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink.Batch;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;

/** From one real Orthanc to another. */
class DicomWebArchiveOrthancTest {
    private static final String ROOT = "1.2.826.0.1.3680043.10.1234.9000";
    private static final DicomUid STUDY = new DicomUid(ROOT + ".1");
    private static final int SLICES = 7;
    private static final int PIXELS = 2 * 64 * 64;

    private static final ArchiveAdapters ADAPTERS = new ArchiveAdapters(Duration.ofSeconds(5));
    private static Orthanc hospital;
    private static Orthanc group;
    private static Archive from;
    private static Archive to;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Orthanc.isInstalled());
        hospital = new Orthanc("HOSPITAL");
        group = new Orthanc("GROUP");
        from = ADAPTERS.open(ArchiveSettings.dicomWeb("hospital", hospital.dicomWeb()));
        to = ADAPTERS.open(ArchiveSettings.dicomWeb("group", group.dicomWeb()));
        byte[][] slices = new byte[SLICES][];
        Random random = new Random(1);
        for (int i = 0; i < SLICES; i++) {
            byte[] pixels = new byte[PIXELS];
            random.nextBytes(pixels);
            slices[i] = Part10.slice(STUDY.value(), ROOT + ".1." + (i % 2 + 1), ROOT + ".1.9." + i, pixels);
        }
        assertThat(from.sink().put(STUDY, GivenObjects.of(slices), Batch.DEFAULT))
                .isInstanceOf(PutResult.Stored.class);
    }

    @AfterAll
    static void stop() throws Exception {
        ADAPTERS.close();
        if (hospital != null) {
            hospital.close();
        }
        if (group != null) {
            group.close();
        }
    }

    private static List<InstanceRef> held(Archive archive) {
        List<InstanceRef> held = new ArrayList<>();
        archive.instances().each(STUDY, held::add);
        return held;
    }

    private static Map<String, String> pixels(Archive archive) throws IOException, NoSuchAlgorithmException {
        Map<String, String> hashes = new TreeMap<>();
        try (ObjectStream objects = archive.source().study(STUDY, Issuers.NONE)) {
            while (objects.hasNext()) {
                DicomObject object = objects.next();
                byte[] bytes = object.content().readAllBytes();
                byte[] last = Arrays.copyOfRange(bytes, bytes.length - PIXELS, bytes.length);
                hashes.put(
                        object.instance().orElseThrow(),
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(last)));
            }
        }
        return hashes;
    }

    @Test
    void a_study_is_found_counted_and_listed() {
        StudyAttributes study = from.studies().study(STUDY).orElseThrow();
        assertThat(study.patientId()).isEqualTo("P7");
        assertThat(study.patientName()).isEqualTo("TEST^PATIENT");
        assertThat(study.accession()).isEqualTo("ACC7");
        assertThat(study.birthDate()).isEqualTo(LocalDate.of(1970, 1, 1));
        assertThat(study.modalities()).containsExactly("CT");
        assertThat(from.studies().count(STUDY)).isEqualTo(SLICES);
        assertThat(held(from)).hasSize(SLICES).doesNotHaveDuplicates();
        assertThat(from.studies()
                        .studiesOfDate(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 11, 24), 0, 10)
                        .items())
                .extracting(StudyAttributes::study)
                .containsExactly(STUDY);
        assertThat(from.studies().studiesOfPatient("P7", "", 0, 10).items()).hasSize(1);
    }

    @Test
    void what_is_not_there_is_said_to_be_not_there() {
        DicomUid unknown = new DicomUid("1.2.3");
        assertThat(from.studies().study(unknown)).isEmpty();
        assertThat(from.studies().count(unknown)).isZero();
        assertThat(from.instances().each(unknown, ref -> {})).isZero();
        assertThatThrownBy(() -> from.source().study(unknown, Issuers.NONE)).isInstanceOf(NotInArchive.class);
    }

    @Test
    void a_study_moves_whole_with_its_issuers_and_the_same_pixels() throws Exception {
        try (ObjectStream objects = from.source().study(STUDY, new Issuers("SITE", "SITEACC"))) {
            while (objects.hasNext()) {
                PutResult result = to.sink().put(STUDY, objects, new Batch(3, 1 << 20));
                assertThat(result).isInstanceOf(PutResult.Stored.class);
            }
        }
        assertThat(held(to)).containsExactlyInAnyOrderElementsOf(held(from));
        assertThat(pixels(to)).isEqualTo(pixels(from)).hasSize(SLICES);
        try (ObjectStream objects = to.source().instances(STUDY, held(to).subList(2, 4), Issuers.NONE)) {
            HeaderScan scan = HeaderScan.of(
                    new ByteArrayInputStream(objects.next().content().readAllBytes()));
            assertThat(scan.patientIssuer().valued()).isTrue();
            assertThat(scan.accessionIssuer().valued()).isTrue();
            assertThat(objects.next().instance()).contains(held(to).get(3).instance());
            assertThat(objects.hasNext()).isFalse();
        }
        // again, as after an ambiguous answer: nothing doubles
        try (ObjectStream objects = from.source().study(STUDY, new Issuers("SITE", "SITEACC"))) {
            assertThat(to.sink().put(STUDY, objects, Batch.DEFAULT)).isInstanceOf(PutResult.Stored.class);
        }
        assertThat(held(to)).hasSize(SLICES);
        assertThat(to.studies().study(STUDY).orElseThrow().patientIssuer()).isEqualTo("SITE");
    }

    @Test
    void one_object_that_is_no_dicom_refuses_the_whole_request() {
        byte[] garbage = "no DICOM".getBytes(StandardCharsets.US_ASCII);
        assertThat(to.sink().put(new DicomUid("1.2.3"), GivenObjects.of(garbage), Batch.DEFAULT))
                .isInstanceOf(PutResult.Refused.class);
        DicomUid other = new DicomUid(ROOT + ".2");
        byte[] good = Part10.slice(other.value(), ROOT + ".2.1", ROOT + ".2.1.1", new byte[PIXELS]);
        PutResult mixed = to.sink().put(other, GivenObjects.of(good, garbage), Batch.DEFAULT);
        System.out.println("Orthanc on a good object and garbage: "
                + mixed.getClass().getSimpleName() + ", holds "
                + to.instances().each(other, ref -> {}));
        assertThat(mixed).isNotInstanceOf(PutResult.Stored.class);
        assertThat(to.sink().put(other, GivenObjects.of(good), Batch.DEFAULT)).isInstanceOf(PutResult.Stored.class);
    }
}
