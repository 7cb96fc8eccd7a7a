/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.config.ParcelDelivery;
import org.overread.config.SecretName;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.PutResult;
import org.overread.transfer.SourceFailed;
import org.overread.transfer.parcel.Manifest;
import org.overread.transfer.parcel.ParcelKeys;
import org.overread.transfer.parcel.ParcelReader;

class ParcelSinkTest {
    private static final DicomUid STUDY = new DicomUid("1.2.3");

    private final ParcelKeys.Opening group = ParcelKeys.newOpening();
    private final KeyPair signing = ParcelKeys.newSigning();

    @TempDir
    Path folder;

    @BeforeEach
    void key() {
        System.setProperty("overread.secret.signing", ParcelKeys.pem(signing.getPrivate()));
    }

    @AfterEach
    void noKey() {
        System.clearProperty("overread.secret.signing");
    }

    private ParcelSink sink(Path to, String... recipients) {
        return new ParcelSink(
                "night",
                new ParcelDelivery(to, "mercy", new SecretName("signing"), List.of(recipients)),
                Clock.systemUTC());
    }

    private static ObjectStream objects(InputStream... contents) {
        Iterator<InputStream> left = List.of(contents).iterator();
        return new ObjectStream() {
            private int number;

            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public DicomObject next() {
                return new DicomObject(
                        Optional.of("1.2.3." + ++number), DicomObject.IssuerOutcome.NOT_ASKED, left.next());
            }

            @Override
            public void close() {}
        };
    }

    private static InputStream of(int size) {
        return new ByteArrayInputStream(new byte[size]);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void objects_are_in_parcels_that_the_group_can_open_and_whose_names_say_nothing() throws Exception {
        ObjectSink sink = sink(folder, group.recipient());
        ObjectStream objects = objects(of(10), of(70_000), of(0));
        Set<Integer> sizes = new HashSet<>();
        for (int expected : List.of(2, 1)) {
            PutResult result = sink.put(STUDY, objects, new ObjectSink.Batch(2, 1 << 20));
            assertThat(result).isInstanceOf(PutResult.Stored.class);
            assertThat(result.sent().objects()).isEqualTo(expected);
        }
        ParcelReader reader = new ParcelReader(
                List.of(group.identity()), Map.of("mercy", signing.getPublic()), Duration.ofDays(1), Clock.systemUTC());
        assertThat(files())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches("[0-9a-f-]{36}\\.age"));
        for (Path file : files()) {
            Manifest manifest = reader.read(
                    Files.newInputStream(file),
                    (name, content) -> sizes.add(content.readAllBytes().length),
                    id -> true);
            assertThat(manifest.study()).isEqualTo("1.2.3");
            assertThat(file.getFileName()).hasToString(manifest.id() + ".age");
        }
        assertThat(sizes).containsExactlyInAnyOrder(10, 70_000, 0);
    }

    @Test
    void a_source_that_breaks_off_leaves_no_parcel() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SourceFailed(new ArchiveUnavailable("OVR001700: gone"));
            }
        };
        assertThatThrownBy(() ->
                        sink(folder, group.recipient()).put(STUDY, objects(of(10), broken), ObjectSink.Batch.DEFAULT))
                .isInstanceOf(ArchiveUnavailable.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_is_waited_for() {
        PutResult result =
                sink(folder.resolve("none"), group.recipient()).put(STUDY, objects(of(10)), ObjectSink.Batch.DEFAULT);
        assertThat(result)
                .isInstanceOfSatisfying(
                        PutResult.Unavailable.class,
                        unavailable -> assertThat(unavailable.problem().code()).isEqualTo("OVR002700"));
    }

    @Test
    void keys_that_are_none_are_said_so_and_nothing_is_written() throws Exception {
        List<Path> before = new ArrayList<>(files());
        assertThatThrownBy(() ->
                        sink(folder, "age1" + "q".repeat(58)).put(STUDY, objects(of(10)), ObjectSink.Batch.DEFAULT))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("OVR002701");
        System.setProperty("overread.secret.signing", "no key");
        assertThatThrownBy(() -> sink(folder, group.recipient())).hasMessageContaining("OVR002701");
        System.clearProperty("overread.secret.signing");
        assertThatThrownBy(() -> sink(folder, group.recipient())).hasMessageContaining("OVR002702");
        assertThat(files()).isEqualTo(before);
    }
}
