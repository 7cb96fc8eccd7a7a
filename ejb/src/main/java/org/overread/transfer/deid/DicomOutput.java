/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Writes data elements into a buffer. Sequences and items get no length but a delimiter (PS3.5 section 7.5). */
final class DicomOutput {
    private static final Set<String> LONG_VRS =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");
    private static final Set<String> PADDED_BY_ZERO = Set.of("UI", "OB", "OW", "UN", "OF", "OD", "OL", "OV");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    int size() {
        return out.size();
    }

    byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    void raw(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
    }

    /** @param length -1 = undefined */
    void head(Encoding encoding, int tag, String vr, long length) {
        ByteBuffer head = ByteBuffer.allocate(12).order(encoding.order());
        head.putShort((short) (tag >>> 16)).putShort((short) tag);
        if (encoding.implicit() || (tag >>> 16) == 0xFFFE) {
            head.putInt((int) length);
        } else if (LONG_VRS.contains(vr)) {
            head.put(vr.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putInt((int) length);
        } else {
            head.put(vr.getBytes(StandardCharsets.US_ASCII)).putShort((short) length);
        }
        out.write(head.array(), 0, head.position());
    }

    void element(Encoding encoding, int tag, String vr, byte[] value) {
        boolean odd = value.length % 2 != 0;
        head(encoding, tag, vr, value.length + (odd ? 1 : 0));
        out.writeBytes(value);
        if (odd) {
            out.write(PADDED_BY_ZERO.contains(vr) ? 0 : ' ');
        }
    }

    void text(Encoding encoding, int tag, String vr, String value) {
        element(encoding, tag, vr, value.getBytes(StandardCharsets.US_ASCII));
    }

    void sequence(Encoding encoding, int tag) {
        head(encoding, tag, "SQ", -1);
    }

    void item(Encoding encoding) {
        head(encoding, DicomInput.ITEM, "", -1);
    }

    void itemEnd(Encoding encoding) {
        head(encoding, DicomInput.ITEM_END, "", 0);
    }

    void sequenceEnd(Encoding encoding) {
        head(encoding, DicomInput.SEQUENCE_END, "", 0);
    }

    /** One item of Basic Coded Entry Attributes (PS3.3 table 8.8-1a). */
    void code(Encoding encoding, String value, String scheme, String meaning) {
        item(encoding);
        text(encoding, 0x00080100, "SH", value);
        text(encoding, 0x00080102, "SH", scheme);
        text(encoding, 0x00080104, "LO", meaning);
        itemEnd(encoding);
    }
}
