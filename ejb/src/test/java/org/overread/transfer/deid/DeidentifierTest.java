/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.overread.config.Deidentify;
import org.overread.config.Deidentify.BurnedIn;
import org.overread.config.Deidentify.Dates;
import org.overread.config.Deidentify.PixelMask;
import org.overread.config.Deidentify.PrivateTag;
import org.overread.config.Deidentify.Rectangle;
import org.overread.config.SecretName;

class DeidentifierTest {
    private static Deidentify with(List<PrivateTag> tags, List<PixelMask> pixels, BurnedIn burnedIn) {
        return new Deidentify(
                new SecretName("key"), Dates.SHIFT, false, true, true, List.of("rsna"), tags, pixels, burnedIn);
    }

    private static String value(JsonNode object, String tag) {
        return object.at("/" + tag + "/Value/0").asText();
    }

    @Test
    void a_slice_passes_dciodvfy_as_it_did_before() throws Exception {
        assumeThat(Dcmtk.has("dciodvfy")).isTrue();
        for (String syntax : List.of(Planted.EXPLICIT, Planted.IMPLICIT, Planted.BIG)) {
            byte[] before = Planted.slice(syntax, true).file();
            byte[] after = Planted.clean(Planted.usual(), before);
            assertThat(Dcmtk.errors(after)).as(syntax).isSubsetOf(Dcmtk.errors(before));
        }
    }

    @Test
    void what_tells_whose_it_is_goes_and_what_one_reads_by_stays() throws Exception {
        assumeThat(Dcmtk.has("dcm2json")).isTrue();
        JsonNode clean = Dcmtk.json(Planted.clean(
                Planted.usual(), Planted.slice(Planted.EXPLICIT, true).file()));
        assertThat(clean.at("/00100010/Value/0/Alphabetic").asText())
                .isEqualTo(value(clean, "00100020"))
                .startsWith("P-");
        assertThat(value(clean, "00080050")).startsWith("A-").hasSize(16);
        assertThat(value(clean, "00081030")).isEqualTo("CT ABDOMEN 5mm");
        assertThat(value(clean, "00101010")).isEqualTo("065Y");
        assertThat(value(clean, "00120062")).isEqualTo("YES");
        assertThat(value(clean, "00280303")).isEqualTo("MODIFIED");
        assertThat(clean.at("/00120064/Value").findValuesAsText("00080100")).isNotNull();
        assertThat(clean.at("/00120064/Value/0/00080100/Value/0").asText()).isEqualTo("113100");
        assertThat(clean.has("00100021")).isFalse();
        assertThat(value(clean, "00180060")).isEqualTo("120");
        assertThat(value(clean, "00080020")).isEqualTo(value(clean, "00080023")).isLessThan("20261124");
    }

    @Test
    void two_objects_of_a_study_still_belong_together_and_two_patients_do_not() throws Exception {
        assumeThat(Dcmtk.has("dcm2json")).isTrue();
        JsonNode one = Dcmtk.json(Planted.clean(
                Planted.usual(), Planted.slice(Planted.EXPLICIT, true).file()));
        JsonNode other = Dcmtk.json(Planted.clean(
                Planted.usual(),
                Planted.slice(Planted.IMPLICIT, false)
                        .text(0x00080018, "UI", "1.2.3.1000")
                        .sequence(0x00081140, new Planted(Planted.IMPLICIT, false).text(0x00081155, "UI", "1.2.3.999"))
                        .file()));
        for (String tag : List.of("0020000D", "0020000E", "00200052", "00100020", "00080050", "00080020")) {
            assertThat(value(one, tag)).as(tag).isNotEmpty().isEqualTo(value(other, tag));
        }
        assertThat(other.at("/00081140/Value/0/00081155/Value/0").asText()).isEqualTo(value(one, "00080018"));
        JsonNode another = Dcmtk.json(Planted.clean(
                Planted.usual(),
                Planted.slice(Planted.EXPLICIT, true)
                        .text(0x00100021, "LO", "OTHER")
                        .file()));
        assertThat(value(another, "00100020")).isNotEqualTo(value(one, "00100020"));
        assertThat(new Deidentifier(Planted.usual(), "another secret of length").uid("1.2.3"))
                .isNotEqualTo(new Deidentifier(Planted.usual(), Planted.SECRET).uid("1.2.3"));
    }

    @Test
    void of_private_blocks_only_what_is_listed_stays() throws Exception {
        byte[] object = Planted.slice(Planted.EXPLICIT, true)
                .text(0x00190010, "LO", "GEMS_ACQU_01")
                .text(0x00190011, "LO", "OTHER")
                .text(0x0019100A, "DS", "4711")
                .text(0x0019100B, "LO", "SECRET1")
                .text(0x0019110A, "LO", "SECRET2")
                .sequence(0x0019100C, new Planted(Planted.EXPLICIT, true).text(0x00100010, "PN", "SECRET3"))
                .bytes(0x00190099, "UN", "SECRET4!".getBytes(StandardCharsets.US_ASCII))
                .file();
        String clean = new String(
                Planted.clean(
                        with(List.of(new PrivateTag(0x19, "GEMS_ACQU_01", 0x0A)), List.of(), BurnedIn.BLOCK), object),
                StandardCharsets.ISO_8859_1);
        assertThat(clean)
                .contains("GEMS_ACQU_01")
                .contains("4711")
                .doesNotContain("SECRET")
                .doesNotContain("OTHER");
        assertThat(new String(Planted.clean(Planted.usual(), object), StandardCharsets.ISO_8859_1))
                .doesNotContain("GEMS")
                .doesNotContain("4711");
    }

    @Test
    void an_image_that_may_show_whose_it_is_is_blocked_with_its_reason() throws Exception {
        Deidentifier usual = new Deidentifier(Planted.usual(), Planted.SECRET);
        for (Planted object : List.of(
                Planted.slice(Planted.EXPLICIT, true).text(0x00080060, "CS", "US"),
                Planted.slice(Planted.EXPLICIT, true).text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7"),
                Planted.slice(Planted.EXPLICIT, true).text(0x00280301, "CS", "YES"))) {
            assertThat(usual.open(new ByteArrayInputStream(object.file())))
                    .isInstanceOfSatisfying(
                            Deidentifier.Outcome.Blocked.class,
                            blocked -> assertThat(blocked.reason().code()).isEqualTo("OVR002601"));
        }
        assertThat(usual.open(new ByteArrayInputStream(Planted.slice(Planted.EXPLICIT, true)
                        .text(0x00080060, "CS", "US")
                        .text(0x00280301, "CS", "NO")
                        .file())))
                .isInstanceOf(Deidentifier.Outcome.Clean.class);
    }

    @Test
    void rectangles_of_the_device_are_blacked_out_in_each_frame_and_nothing_else() throws Exception {
        assumeThat(Dcmtk.has("dcm2json")).isTrue();
        Deidentify profile = with(
                List.of(),
                List.of(new PixelMask("Acme", "", List.of(new Rectangle(1, 0, 2, 1), new Rectangle(3, 3, 9, 9)))),
                BurnedIn.BLOCK);
        byte[] object = Planted.slice(Planted.EXPLICIT, true)
                .text(0x00080060, "CS", "US")
                .text(0x00280008, "IS", "2")
                .bytes(0x7FE00010, "OW", Planted.filled(64))
                .file();
        byte[] clean = Planted.clean(profile, object);
        byte[] pixels = Arrays.copyOfRange(clean, clean.length - 64, clean.length);
        for (int i = 0; i < 64; i++) {
            int y = i / 8 % 4;
            int x = i % 8 / 2;
            boolean black = y == 0 && (x == 1 || x == 2) || y == 3 && x == 3;
            assertThat(pixels[i]).as("byte %d", i).isEqualTo((byte) (black ? 0 : 0x55));
        }
        assertThat(value(Dcmtk.json(clean), "00280301")).isEqualTo("NO");
        assertThat(new Deidentifier(profile, Planted.SECRET)
                        .open(new ByteArrayInputStream(
                                Planted.slice("1.2.840.10008.1.2.4.70", true).file())))
                .isInstanceOfSatisfying(
                        Deidentifier.Outcome.Blocked.class,
                        blocked -> assertThat(blocked.reason().code()).isEqualTo("OVR002602"));
    }

    @Test
    void compressed_pixels_pass_untouched() throws Exception {
        byte[] fragment = Planted.filled(100_000);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        DicomOutput out = new DicomOutput();
        out.head(Encoding.EXPLICIT_LITTLE, 0x7FE00010, "OB", -1);
        out.head(Encoding.EXPLICIT_LITTLE, DicomInput.ITEM, "", 0);
        out.head(Encoding.EXPLICIT_LITTLE, DicomInput.ITEM, "", fragment.length);
        out.raw(fragment, 0, fragment.length);
        out.sequenceEnd(Encoding.EXPLICIT_LITTLE);
        pixels.writeBytes(out.take());
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        byte[] whole = Planted.slice("1.2.840.10008.1.2.4.70", true).file();
        object.write(whole, 0, whole.length - 32 - 12);
        object.writeBytes(pixels.toByteArray());
        byte[] clean = Planted.clean(Planted.usual(), object.toByteArray());
        assertThat(Arrays.copyOfRange(clean, clean.length - pixels.size(), clean.length))
                .isEqualTo(pixels.toByteArray());
    }

    @Test
    void a_deflated_object_goes_on_inflated() throws Exception {
        assumeThat(Dcmtk.has("dcm2json")).isTrue();
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.writeBytes(FileMeta.written("1.2.840.10008.5.1.4.1.1.2", "1.2.3.999", Encoding.DEFLATED_UID));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(object, new Deflater(9, true))) {
            deflated.write(Planted.slice(Planted.EXPLICIT, true).dataset());
        }
        assertThat(value(Dcmtk.json(Planted.clean(Planted.usual(), object.toByteArray())), "00080060"))
                .isEqualTo("CT");
    }

    @Test
    void what_is_no_dicom_is_blocked_or_breaks_off_and_never_passes() throws Exception {
        byte[] whole = Planted.slice(Planted.EXPLICIT, true)
                .sequence(0x52009229, new Planted(Planted.EXPLICIT, true).text(0x00180050, "DS", "5"))
                .file();
        Deidentifier usual = new Deidentifier(Planted.usual(), Planted.SECRET);
        byte[] noise = "<html>PLANTED</html>".repeat(100).getBytes(StandardCharsets.US_ASCII);
        assertThat(usual.open(new ByteArrayInputStream(noise))).isInstanceOf(Deidentifier.Outcome.Blocked.class);
        for (int cut = 0; cut < whole.length; cut++) {
            Deidentifier.Outcome outcome = usual.open(new ByteArrayInputStream(whole, 0, cut));
            if (outcome instanceof Deidentifier.Outcome.Clean clean) {
                try {
                    assertThat(new String(clean.content().readAllBytes(), StandardCharsets.ISO_8859_1))
                            .doesNotContain("PLANTED");
                } catch (DicomInput.Unreadable e) {
                    assertThat(cut).isLessThan(whole.length);
                }
            }
        }
    }

    @Test
    void an_object_of_two_gigabytes_passes_in_little_memory() throws Exception {
        long size = 2L << 30;
        byte[] head = Planted.slice(Planted.EXPLICIT, true).file();
        byte[] start = Arrays.copyOf(head, head.length - 32);
        for (int i = 0; i < 4; i++) {
            start[start.length - 4 + i] = (byte) (size >>> 8 * i);
        }
        InputStream pixels = new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 1 : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = (int) Math.min(left, length);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        Deidentifier.Outcome.Clean clean =
                (Deidentifier.Outcome.Clean) new Deidentifier(Planted.usual(), Planted.SECRET)
                        .open(new SequenceInputStream(new ByteArrayInputStream(start), pixels));
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        long before = used();
        for (int read = clean.content().read(buffer);
                read > 0;
                read = clean.content().read(buffer)) {
            count += read;
        }
        assertThat(count).isGreaterThan(size);
        assertThat(used() - before).isLessThan(16L << 20);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
