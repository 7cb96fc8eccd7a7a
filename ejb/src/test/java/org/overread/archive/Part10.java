/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Writes DICOM objects for tests (PS3.10 section 7.1), element by element, in any of the plain encodings. */
final class Part10 {
    static final String EXPLICIT_LE = "1.2.840.10008.1.2.1";
    static final String IMPLICIT_LE = "1.2.840.10008.1.2";
    static final String EXPLICIT_BE = "1.2.840.10008.1.2.2";

    private static final Set<String> LONG = Set.of("OB", "OW", "SQ", "UN", "UT", "OD", "OF", "UC", "UR");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean implicit;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    /** Begins an object. */
    static Part10 object(String transferSyntax, String instance) {
        Part10 part = new Part10();
        part.out.writeBytes(new byte[128]);
        part.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        part.text(0x00020003, "UI", instance).text(0x00020010, "UI", transferSyntax);
        part.implicit = transferSyntax.equals(IMPLICIT_LE);
        part.order = transferSyntax.equals(EXPLICIT_BE) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return part;
    }

    /** A CT slice of one study, the smallest that passes for one. */
    static byte[] slice(String study, String series, String instance, byte[] pixels) {
        return slice(EXPLICIT_LE, study, series, instance, pixels);
    }

    static byte[] slice(String transferSyntax, String study, String series, String instance, byte[] pixels) {
        int side = (int) Math.max(1, Math.sqrt(pixels.length / 2.0));
        return object(transferSyntax, instance)
                .text(0x00080005, "CS", "ISO_IR 100")
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2")
                .text(0x00080018, "UI", instance)
                .text(0x00080020, "DA", "20261124")
                .text(0x00080050, "SH", "ACC7")
                .text(0x00080060, "CS", "CT")
                .text(0x00100010, "PN", "TEST^PATIENT")
                .text(0x00100020, "LO", "P7")
                .text(0x00100030, "DA", "19700101")
                .text(0x00100040, "CS", "O")
                .text(0x0020000D, "UI", study)
                .text(0x0020000E, "UI", series)
                .text(0x00200010, "SH", "S7")
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, side)
                .number(0x00280011, side)
                .number(0x00280100, 16)
                .number(0x00280101, 16)
                .number(0x00280102, 15)
                .number(0x00280103, 0)
                .element(0x7FE00010, "OW", pixels)
                .bytes();
    }

    Part10 text(int tag, String vr, String value) {
        char pad = "UI".equals(vr) ? '\0' : ' ';
        String even = value.length() % 2 == 0 ? value : value + pad;
        return element(tag, vr, even.getBytes(StandardCharsets.ISO_8859_1));
    }

    Part10 number(int tag, int value) {
        return element(
                tag,
                "US",
                ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    Part10 element(int tag, String vr, byte[] value) {
        head(tag, vr, value.length);
        out.writeBytes(value);
        return this;
    }

    /** A sequence whose items are datasets written by {@link #items}. */
    Part10 sequence(int tag, boolean undefinedLength, List<byte[]> items) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] item : items) {
            body.writeBytes(mark(0xFFFEE000, undefinedLength ? -1 : item.length));
            body.writeBytes(item);
            if (undefinedLength) {
                body.writeBytes(mark(0xFFFEE00D, 0));
            }
        }
        head(tag, "SQ", undefinedLength ? -1 : body.size());
        out.writeBytes(body.toByteArray());
        if (undefinedLength) {
            out.writeBytes(mark(0xFFFEE0DD, 0));
        }
        return this;
    }

    /** A part of the same encoding with no preamble, for an item. */
    Part10 item() {
        Part10 part = new Part10();
        part.implicit = implicit;
        part.order = order;
        return part;
    }

    private void head(int tag, String vr, int length) {
        boolean isLong = LONG.contains(vr);
        ByteBuffer head = ByteBuffer.allocate(12).order(order);
        head.putShort((short) (tag >>> 16)).putShort((short) tag);
        if (implicit && (tag >>> 16) != 2) {
            head.putInt(length);
        } else {
            head.put(vr.getBytes(StandardCharsets.US_ASCII));
            if (isLong) {
                head.putShort((short) 0).putInt(length);
            } else {
                head.putShort((short) length);
            }
        }
        out.write(head.array(), 0, head.position());
    }

    private byte[] mark(int tag, int length) {
        return ByteBuffer.allocate(8)
                .order(order)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .putInt(length)
                .array();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
