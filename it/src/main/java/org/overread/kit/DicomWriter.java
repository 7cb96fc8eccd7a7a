/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Writes elements in Explicit VR Little Endian (PS3.5 7.1.2, A.2), in the order in which they are given. */
public final class DicomWriter {
    private static final Set<String> LONG_FORM = Set.of("OB", "OW", "SQ", "UN", "UT");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

    public DicomWriter text(int group, int element, String vr, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length % 2 == 0) {
            return bytes(group, element, vr, bytes);
        }
        byte[] padded = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        padded[bytes.length] = vr.equals("UI") ? (byte) 0 : (byte) ' ';
        return bytes(group, element, vr, padded);
    }

    public DicomWriter number(int group, int element, int value) {
        return bytes(group, element, "US", new byte[] {(byte) value, (byte) (value >> 8)});
    }

    /** A sequence with one item. */
    public DicomWriter item(int group, int element, DicomWriter item) {
        byte[] content = item.toBytes();
        DicomWriter sequence = new DicomWriter();
        sequence.tag(0xFFFE, 0xE000);
        sequence.int32(content.length);
        sequence.out.writeBytes(content);
        return bytes(group, element, "SQ", sequence.toBytes());
    }

    public DicomWriter bytes(int group, int element, String vr, byte[] value) {
        tag(group, element);
        out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
        if (LONG_FORM.contains(vr)) {
            int16(0);
            int32(value.length);
        } else {
            int16(value.length);
        }
        out.writeBytes(value);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    /** A whole Part 10 file (PS3.10 7.1) around a data set. */
    public static byte[] file(String sopClass, String sopInstanceUid, byte[] dataSet) {
        byte[] meta = new DicomWriter()
                .bytes(0x0002, 0x0001, "OB", new byte[] {0, 1})
                .text(0x0002, 0x0002, "UI", sopClass)
                .text(0x0002, 0x0003, "UI", sopInstanceUid)
                .text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1")
                .text(0x0002, 0x0012, "UI", "2.25.137419843214563298741236547891236547")
                .toBytes();
        DicomWriter file = new DicomWriter();
        file.out.writeBytes(new byte[128]);
        file.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        file.bytes(0x0002, 0x0000, "UL", new byte[] {
            (byte) meta.length, (byte) (meta.length >> 8), (byte) (meta.length >> 16), (byte) (meta.length >> 24)
        });
        file.out.writeBytes(meta);
        file.out.writeBytes(dataSet);
        return file.toBytes();
    }

    private void tag(int group, int element) {
        int16(group);
        int16(element);
    }

    private void int16(int value) {
        out.write(value);
        out.write(value >> 8);
    }

    private void int32(int value) {
        int16(value);
        int16(value >> 16);
    }
}
