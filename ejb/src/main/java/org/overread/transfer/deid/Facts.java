/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What must be known of an object before its first byte goes: read ahead, up to the image's dimensions. */
final class Facts {
    /** The last attribute that matters, Longitudinal Temporal Information Modified. */
    private static final int LAST = 0x00280303;

    private static final int LONGEST = 1024;

    private final Map<Integer, byte[]> values = new HashMap<>();
    private final Encoding encoding;

    private Facts(Encoding encoding) {
        this.encoding = encoding;
    }

    /** Reads as far as it must, and no further than the next tag. */
    static Facts read(DicomInput in, Encoding encoding) throws IOException {
        Facts facts = new Facts(encoding);
        int last = 0;
        while (!in.atEnd()) {
            int tag = in.peekTag(encoding.order());
            if (Integer.compareUnsigned(tag, LAST) > 0) {
                break;
            }
            if (Integer.compareUnsigned(tag, last) <= 0 && last != 0) {
                throw new DicomInput.Unreadable();
            }
            last = tag;
            DicomInput.Head head = in.head(encoding);
            if (wanted(tag) && head.length() >= 0 && head.length() <= LONGEST) {
                facts.values.put(tag, in.bytes((int) head.length()));
            } else {
                in.skipValue(head, encoding, 0);
            }
        }
        return facts;
    }

    private static boolean wanted(int tag) {
        return switch (tag) {
            case 0x00080005, 0x00080016, 0x00080018, 0x00080050, 0x00080060, 0x00080070, 0x00081090 -> true;
            case 0x00100020, 0x00100021, 0x0020000D, 0x0020000E -> true;
            default -> (tag >>> 16) == 0x0028;
        };
    }

    String text(int tag) {
        byte[] value = values.get(tag);
        return value == null
                ? ""
                : new String(value, StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ')
                        .strip();
    }

    /** A value of VR US; 0 without one. */
    int number(int tag) {
        byte[] value = values.get(tag);
        return value == null || value.length < 2
                ? 0
                : ByteBuffer.wrap(value).order(encoding.order()).getShort() & 0xFFFF;
    }

    String instance() {
        return text(0x00080018);
    }

    String patientId() {
        return text(0x00100020);
    }

    String patientIssuer() {
        return text(0x00100021);
    }

    String accession() {
        return text(0x00080050);
    }
}
