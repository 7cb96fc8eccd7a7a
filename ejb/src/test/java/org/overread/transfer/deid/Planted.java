/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.overread.config.Deidentify;
import org.overread.config.Deidentify.BurnedIn;
import org.overread.config.Deidentify.Dates;
import org.overread.config.SecretName;

/** Builds DICOM objects, in any encoding, with sequences of defined or undefined length, that hold what must not come out. */
final class Planted {
    static final String SECRET = "sixteen characters, and more";
    static final String EXPLICIT = Encoding.EXPLICIT_LITTLE_UID;
    static final String IMPLICIT = "1.2.840.10008.1.2";
    static final String BIG = "1.2.840.10008.1.2.2";
    private static final Set<String> LONG =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final String syntax;
    private final boolean defined;
    private final TreeMap<Integer, Map.Entry<String, byte[]>> elements = new TreeMap<>(Integer::compareUnsigned);

    Planted(String syntax, boolean defined) {
        this.syntax = syntax;
        this.defined = defined;
    }

    static Deidentify basic() {
        return new Deidentify(
                new SecretName("key"),
                Dates.REMOVE,
                false,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                BurnedIn.SEND);
    }

    static Deidentify usual() {
        return new Deidentify(
                new SecretName("key"), Dates.SHIFT, false, true, true, List.of(), List.of(), List.of(), BurnedIn.BLOCK);
    }

    ByteOrder order() {
        return syntax.equals(BIG) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Another dataset of the same encoding, for an item. */
    Planted item() {
        return new Planted(syntax, defined);
    }

    Planted text(int tag, String vr, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return bytes(tag, vr, bytes.length % 2 == 0 ? bytes : padded(bytes, vr));
    }

    private static byte[] padded(byte[] bytes, String vr) {
        byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        even[bytes.length] = (byte) (vr.equals("UI") || vr.equals("OB") || vr.equals("UN") ? 0 : ' ');
        return even;
    }

    Planted number(int tag, int value) {
        return bytes(
                tag,
                "US",
                ByteBuffer.allocate(2).order(order()).putShort((short) value).array());
    }

    Planted bytes(int tag, String vr, byte[] value) {
        elements.put(tag, Map.entry(vr, value));
        return this;
    }

    Planted sequence(int tag, Planted... items) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Planted item : items) {
            byte[] content = item.dataset();
            body.writeBytes(mark(DicomInput.ITEM, defined ? content.length : -1));
            body.writeBytes(content);
            if (!defined) {
                body.writeBytes(mark(DicomInput.ITEM_END, 0));
            }
        }
        if (!defined) {
            body.writeBytes(mark(DicomInput.SEQUENCE_END, 0));
        }
        return bytes(tag, "SQ", body.toByteArray());
    }

    private byte[] mark(int tag, int length) {
        return ByteBuffer.allocate(8)
                .order(order())
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .putInt(length)
                .array();
    }

    byte[] dataset() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.forEach((tag, element) -> {
            String vr = element.getKey();
            byte[] value = element.getValue();
            int length = vr.equals("SQ") && !defined ? -1 : value.length;
            ByteBuffer head = ByteBuffer.allocate(12).order(order());
            head.putShort((short) (tag >>> 16)).putShort((short) (int) tag);
            if (syntax.equals(IMPLICIT)) {
                head.putInt(length);
            } else {
                head.put(vr.getBytes(StandardCharsets.US_ASCII));
                if (LONG.contains(vr)) {
                    head.putShort((short) 0).putInt(length);
                } else {
                    head.putShort((short) length);
                }
            }
            out.write(head.array(), 0, head.position());
            out.writeBytes(value);
        });
        return out.toByteArray();
    }

    /** The whole object. */
    byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(FileMeta.written("1.2.840.10008.5.1.4.1.1.2", "1.2.3.999", syntax));
        out.writeBytes(dataset());
        return out.toByteArray();
    }

    /** A CT slice of a patient. */
    static Planted slice(String syntax, boolean defined) {
        return new Planted(syntax, defined)
                .text(0x00080005, "CS", "ISO_IR 100")
                .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2")
                .text(0x00080018, "UI", "1.2.3.999")
                .text(0x00080020, "DA", "20261124")
                .text(0x00080023, "DA", "20261124")
                .text(0x00080030, "TM", "101112")
                .text(0x00080033, "TM", "101112")
                .text(0x00080050, "SH", "ACC7")
                .text(0x00080060, "CS", "CT")
                .text(0x00080070, "LO", "ACME")
                .text(0x00080090, "PN", "REFERRER^ROSE")
                .text(0x00081030, "LO", "CT ABDOMEN PLANTEDNAME 5mm")
                .text(0x00081090, "LO", "Scan 9")
                .text(0x00100010, "PN", "PLANTEDNAME^PAT")
                .text(0x00100020, "LO", "P7")
                .text(0x00100021, "LO", "MERCY")
                .text(0x00100030, "DA", "19610307")
                .text(0x00100040, "CS", "F")
                .text(0x00101010, "AS", "065Y")
                .text(0x00180050, "DS", "5")
                .text(0x00180060, "DS", "120")
                .text(0x0020000D, "UI", "1.2.3.1")
                .text(0x0020000E, "UI", "1.2.3.2")
                .text(0x00200010, "SH", "S7")
                .text(0x00200011, "IS", "1")
                .text(0x00200012, "IS", "1")
                .text(0x00200013, "IS", "1")
                .text(0x00200032, "DS", "0\\0\\0")
                .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
                .text(0x00200052, "UI", "1.2.3.3")
                .text(0x00201040, "LO", "")
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, 4)
                .number(0x00280011, 4)
                .text(0x00280030, "DS", "1\\1")
                .number(0x00280100, 16)
                .number(0x00280101, 16)
                .number(0x00280102, 15)
                .number(0x00280103, 0)
                .text(0x00281052, "DS", "0")
                .text(0x00281053, "DS", "1")
                .bytes(0x7FE00010, "OW", filled(32));
    }

    static byte[] filled(int count) {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, (byte) 0x55);
        return bytes;
    }

    static byte[] clean(Deidentify profile, byte[] object) throws IOException {
        Deidentifier.Outcome outcome = new Deidentifier(profile, SECRET).open(new ByteArrayInputStream(object));
        if (outcome instanceof Deidentifier.Outcome.Clean clean) {
            return clean.content().readAllBytes();
        }
        throw new AssertionError(
                ((Deidentifier.Outcome.Blocked) outcome).reason().text());
    }
}
