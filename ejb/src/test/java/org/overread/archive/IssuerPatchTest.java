/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overread.shared.Settings;
import org.overread.transfer.DicomObject;
import org.overread.transfer.DicomObject.IssuerOutcome;
import org.overread.transfer.Issuers;

class IssuerPatchTest {
    private static final Issuers SITE = new Issuers("SITE", "SITEACC");
    private static final byte[] PIXELS = new byte[5000];

    static {
        for (int i = 0; i < PIXELS.length; i++) {
            PIXELS[i] = (byte) (i * 31);
        }
    }

    private static DicomObject patch(byte[] object, Issuers issuers) {
        try {
            return IssuerPatch.read(new ByteArrayInputStream(object), issuers);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] content(DicomObject object) throws IOException {
        return object.content().readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {Part10.EXPLICIT_LE, Part10.IMPLICIT_LE, Part10.EXPLICIT_BE, "1.2.840.10008.1.2.4.80"})
    void both_issuers_are_added_and_everything_else_stays(String transferSyntax) throws IOException {
        byte[] object = Part10.slice(transferSyntax, "1.2.3", "1.2.3.4", "1.2.3.4.5", PIXELS);
        DicomObject patched = patch(object, SITE);
        byte[] bytes = content(patched);
        assertThat(patched.issuers()).isEqualTo(IssuerOutcome.ADDED);
        assertThat(patched.instance()).contains("1.2.3.4.5");
        HeaderScan scan = HeaderScan.of(new ByteArrayInputStream(bytes));
        assertThat(scan.accessionIssuer().valued()).isTrue();
        assertThat(scan.patientIssuer().valued()).isTrue();
        assertThat(without(bytes, scan.accessionIssuer(), scan.patientIssuer())).isEqualTo(object);
        assertThat(Arrays.copyOfRange(bytes, bytes.length - PIXELS.length, bytes.length))
                .isEqualTo(PIXELS);
        // a second patch finds nothing to do
        DicomObject again = patch(bytes, new Issuers("OTHER", "OTHER"));
        assertThat(again.issuers()).isEqualTo(IssuerOutcome.KEPT);
        assertThat(content(again)).isEqualTo(bytes);
    }

    private static byte[] without(byte[] bytes, HeaderScan.Place first, HeaderScan.Place second) {
        ByteBuffer rest =
                ByteBuffer.allocate(bytes.length - (first.end() - first.start()) - (second.end() - second.start()));
        rest.put(bytes, 0, first.start());
        rest.put(bytes, first.end(), second.start() - first.end());
        rest.put(bytes, second.end(), bytes.length - second.end());
        return rest.array();
    }

    @Test
    void the_added_bytes_are_what_the_standard_says() throws IOException {
        byte[] object = Part10.object(Part10.EXPLICIT_LE, "1.2.3.4.5")
                .text(0x00080050, "SH", "ACC7")
                .text(0x00100020, "LO", "P7")
                .bytes();
        String patched = new String(content(patch(object, SITE)), StandardCharsets.ISO_8859_1);
        assertThat(patched)
                .contains("\b\0P\0SH\4\0ACC7" + "\b\0Q\0SQ\0\0\34\0\0\0" + "\u00fe\u00ff\0\u00e0\24\0\0\0"
                        + "@\0001\0UT\0\0\b\0\0\0SITEACC ")
                .endsWith("\20\0 \0LO\2\0P7" + "\20\0!\0LO\4\0SITE");
    }

    @Test
    void what_is_there_is_kept_and_what_is_empty_is_filled() throws IOException {
        Part10 part = Part10.object(Part10.EXPLICIT_LE, "1.2.3.4.5").text(0x00080050, "SH", "ACC7");
        byte[] item = part.item().text(0x00400031, "UT", "HERE").bytes();
        byte[] kept = part.sequence(0x00080051, true, List.of(item))
                .text(0x00100020, "LO", "P7")
                .text(0x00100021, "LO", "")
                .text(0x00100040, "CS", "O")
                .bytes();
        DicomObject patched = patch(kept, SITE);
        String bytes = new String(content(patched), StandardCharsets.ISO_8859_1);
        assertThat(patched.issuers()).isEqualTo(IssuerOutcome.ADDED);
        assertThat(bytes).contains("HERE", "\20\0!\0LO\4\0SITE\20\0@\0").doesNotContain("SITEACC");
        assertThat(bytes.length()).isEqualTo(kept.length + 4);
    }

    @Test
    void an_empty_sequence_or_item_is_replaced() throws IOException {
        for (List<byte[]> items : List.of(List.<byte[]>of(), List.of(new byte[0]))) {
            for (boolean undefined : new boolean[] {true, false}) {
                byte[] object = Part10.object(Part10.EXPLICIT_LE, "1.2.3.4.5")
                        .sequence(0x00080051, undefined, items)
                        .text(0x00100020, "LO", "P7")
                        .bytes();
                byte[] bytes = content(patch(object, new Issuers("", "ACCS")));
                HeaderScan scan = HeaderScan.of(new ByteArrayInputStream(bytes));
                assertThat(scan.stoppedBy()).isEqualTo(HeaderScan.End.REACHED);
                assertThat(scan.accessionIssuer().valued()).isTrue();
                assertThat(scan.patientIssuer().valued()).isFalse();
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).containsOnlyOnce("\b\0Q\0SQ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Part10.EXPLICIT_LE, Part10.IMPLICIT_LE, Part10.EXPLICIT_BE})
    void sequences_of_undefined_length_before_the_patient_are_passed(String transferSyntax) throws IOException {
        Part10 part = Part10.object(transferSyntax, "1.2.3.4.5").text(0x00080018, "UI", "1.2.3.4.5");
        byte[] inner = part.item()
                .sequence(
                        0x00081199,
                        true,
                        List.of(part.item().text(0x00081155, "UI", "1.2.9").bytes()))
                .text(0x0040A170, "LO", "X")
                .bytes();
        byte[] object = part.sequence(0x00081110, true, List.of(inner, inner))
                .sequence(0x00081115, false, List.of(inner))
                .text(0x00100020, "LO", "P7")
                .text(0x00101010, "AS", "033Y")
                .bytes();
        DicomObject patched = patch(object, SITE);
        byte[] bytes = content(patched);
        assertThat(patched.issuers()).isEqualTo(IssuerOutcome.ADDED);
        HeaderScan scan = HeaderScan.of(new ByteArrayInputStream(bytes));
        assertThat(without(bytes, scan.accessionIssuer(), scan.patientIssuer())).isEqualTo(object);
    }

    @Test
    void a_retired_group_length_grows_with_its_group() throws IOException {
        byte[] object = Part10.object(Part10.EXPLICIT_LE, "1.2.3.4.5")
                .element(0x00080000, "UL", new byte[] {12, 0, 0, 0})
                .text(0x00080050, "SH", "ACC7")
                .element(0x00100000, "UL", new byte[] {10, 0, 0, 0})
                .text(0x00100020, "LO", "P7")
                .bytes();
        byte[] bytes = content(patch(object, SITE));
        HeaderScan scan = HeaderScan.of(new ByteArrayInputStream(bytes));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(buffer.getInt(scan.groupLength(8))).isEqualTo(12 + 12 + 28);
        assertThat(buffer.getInt(scan.groupLength(0x10))).isEqualTo(10 + 12);
    }

    @Test
    void a_deflated_object_is_left_alone_and_says_so() throws IOException {
        byte[] object = Part10.object("1.2.840.10008.1.2.1.99", "1.2.3.4.5").bytes();
        DicomObject patched = patch(object, SITE);
        assertThat(patched.issuers()).isEqualTo(IssuerOutcome.DEFLATED);
        assertThat(patched.issuers().isSatisfied()).isFalse();
        assertThat(patched.instance()).contains("1.2.3.4.5");
        assertThat(content(patched)).isEqualTo(object);
    }

    @Test
    void a_header_beyond_the_bound_is_left_alone_and_says_so() throws IOException {
        byte[] object = Part10.object(Part10.EXPLICIT_LE, "1.2.3.4.5")
                .text(0x00080050, "SH", "ACC7")
                .text(0x00090010, "LO", "VENDOR")
                .element(0x00091001, "OB", new byte[HeaderScan.LIMIT])
                .text(0x00100020, "LO", "P7")
                .bytes();
        DicomObject patched = patch(object, SITE);
        assertThat(patched.issuers()).isEqualTo(IssuerOutcome.HEADER_TOO_LARGE);
        assertThat(content(patched)).isEqualTo(object);
    }

    @Test
    void garbage_and_every_cut_of_an_object_pass_unchanged() throws IOException {
        byte[] object = Part10.object(Part10.EXPLICIT_LE, "1.2.3.4.5")
                .sequence(0x00081110, true, List.of(new byte[0]))
                .text(0x00100020, "LO", "P7")
                .text(0x00100040, "CS", "O")
                .bytes();
        for (int length = 0; length < object.length; length++) {
            byte[] cut = Arrays.copyOf(object, length);
            DicomObject patched = patch(cut, SITE);
            if (!patched.issuers().isSatisfied()) {
                assertThat(content(patched)).isEqualTo(cut);
            } else {
                assertThat(content(patched)).hasSizeGreaterThan(length);
            }
        }
        byte[] garbage = "no DICOM ".repeat(100).getBytes(StandardCharsets.US_ASCII);
        assertThat(patch(garbage, SITE).issuers()).isEqualTo(IssuerOutcome.UNREADABLE);
        assertThat(content(patch(garbage, SITE))).isEqualTo(garbage);
    }

    @Test
    void lengths_that_lie_do_no_harm() {
        for (int length : new int[] {-2, Integer.MAX_VALUE, Integer.MIN_VALUE, HeaderScan.LIMIT - 200}) {
            Part10 part = Part10.object(Part10.IMPLICIT_LE, "1.2.3.4.5");
            byte[] lie = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 8)
                    .putShort((short) 0x51)
                    .putInt(length)
                    .array();
            byte[] start = part.bytes();
            byte[] object = Arrays.copyOf(start, start.length + 8);
            System.arraycopy(lie, 0, object, start.length, 8);
            assertThat(patch(object, SITE).issuers().isSatisfied()).isFalse();
        }
    }

    @Test
    void an_issuer_has_to_fit_its_attribute() {
        assertThatThrownBy(() -> new Issuers("A\\B", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Issuers("É", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Issuers("", "x".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    // real objects

    private static Path samples() {
        return Path.of(Settings.text("overread.test.dicom", "no-folder-given"));
    }

    static Stream<Path> realObjects() throws IOException {
        if (!Files.isDirectory(samples())) {
            return Stream.of(Path.of("none"));
        }
        try (Stream<Path> files = Files.list(samples())) {
            return files.filter(file -> file.toString().endsWith(".dcm")).sorted().toList().stream();
        }
    }

    /** Set {@code overread.test.dicom} (or {@code OVERREAD_TEST_DICOM}) to a folder of DICOM files. dcmtk's dcmdump is the second opinion. */
    @ParameterizedTest
    @MethodSource("realObjects")
    void real_objects_are_patched_as_dcmtk_reads_them(Path file, @TempDir Path folder) throws Exception {
        boolean there = Files.isRegularFile(file);
        if (!there) {
            System.out.println("SKIPPED: overread.test.dicom names no folder of real DICOM objects");
        }
        assumeTrue(there);
        byte[] object = Files.readAllBytes(file);
        DicomObject patched = patch(object, SITE);
        byte[] bytes = content(patched);
        System.out.println(file.getFileName() + " " + patched.issuers());
        if (patched.issuers() != IssuerOutcome.ADDED) {
            assertThat(bytes).isEqualTo(object);
            return;
        }
        HeaderScan scan = HeaderScan.of(new ByteArrayInputStream(bytes));
        int grown = bytes.length - object.length;
        assertThat(Arrays.copyOfRange(bytes, scan.patientIssuer().end(), bytes.length))
                .isEqualTo(Arrays.copyOfRange(object, scan.patientIssuer().end() - grown, object.length));
        if (!has("dcmdump")) {
            System.out.println("SKIPPED: dcmdump is not installed");
            return;
        }
        Path after = Files.write(folder.resolve("after.dcm"), bytes);
        String dump = dump(after);
        assertThat(dump).contains("(0010,0021) LO [SITE]", "(0040,0031) UT [SITEACC");
        assertThat(rest(dump)).isEqualTo(rest(dump(file)));
    }

    private static String rest(String dump) {
        // what was added, and the length of a group that grew
        return dump.replaceAll("(?m)^\\s*\\((0010,0021|0008,0051|0040,0031|0008,0000|0010,0000|fffe,e0..)\\).*\n", "");
    }

    private static boolean has(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static String dump(Path file) throws Exception {
        Process process = new ProcessBuilder("dcmdump", "-q", "+E", "+L", file.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            String dump = new String(out.readAllBytes(), StandardCharsets.ISO_8859_1);
            process.waitFor(30, TimeUnit.SECONDS);
            return dump;
        }
    }
}
