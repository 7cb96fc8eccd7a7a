/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The File Meta Information (PS3.10 section 7.1): read whole, written anew with only what must be in it. */
final class FileMeta {
    /** Ours (PS3.7 annex D.3.3.2). */
    private static final String IMPLEMENTATION = "2.25.329800735698586629295641978511506172918";

    private static final int LONGEST = 1 << 16;

    private final Map<Integer, String> values = new HashMap<>();

    static FileMeta read(DicomInput in) throws IOException {
        byte[] preamble = in.bytes(132);
        if (!"DICM".equals(new String(preamble, 128, 4, StandardCharsets.US_ASCII))) {
            throw new DicomInput.Unreadable();
        }
        FileMeta meta = new FileMeta();
        while (!in.atEnd() && in.peekTag(ByteOrder.LITTLE_ENDIAN) >>> 16 == 2) {
            DicomInput.Head head = in.head(Encoding.EXPLICIT_LITTLE);
            if (head.length() < 0 || head.length() > LONGEST || in.position() > 4 * LONGEST) {
                throw new DicomInput.Unreadable();
            }
            byte[] value = in.bytes((int) head.length());
            meta.values.put(
                    head.tag(),
                    new String(value, StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ')
                            .strip());
        }
        return meta;
    }

    String transferSyntax() {
        return values.getOrDefault(0x00020010, "");
    }

    String sopClass() {
        return values.getOrDefault(0x00020002, "");
    }

    /** With no preamble, no source, no private information. */
    static byte[] written(String sopClass, String instance, String transferSyntax) {
        DicomOutput out = new DicomOutput();
        Encoding encoding = Encoding.EXPLICIT_LITTLE;
        out.element(encoding, 0x00020001, "OB", new byte[] {0, 1});
        out.text(encoding, 0x00020002, "UI", sopClass);
        out.text(encoding, 0x00020003, "UI", instance);
        out.text(encoding, 0x00020010, "UI", transferSyntax);
        out.text(encoding, 0x00020012, "UI", IMPLEMENTATION);
        out.text(encoding, 0x00020013, "SH", "OVERREAD");
        byte[] group = out.take();
        out.raw(new byte[128], 0, 128);
        out.raw("DICM".getBytes(StandardCharsets.US_ASCII), 0, 4);
        out.element(
                encoding,
                0x00020000,
                "UL",
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(group.length)
                        .array());
        out.raw(group, 0, group.length);
        return out.take();
    }
}
