/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Reads the top level of a Part 10 file in Explicit VR Little Endian: enough to compare what arrived with what was made,
 * with code that shares nothing with the application under test.
 */
public final class DicomFile {
    private static final Set<String> LONG_FORM =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final Map<Integer, byte[]> elements = new HashMap<>();

    private DicomFile() {}

    public static DicomFile read(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (content.length < 132
                || content[128] != 'D'
                || content[129] != 'I'
                || content[130] != 'C'
                || content[131] != 'M') {
            throw new IllegalArgumentException("no DICOM file");
        }
        in.position(132);
        DicomFile file = new DicomFile();
        while (in.remaining() >= 8) {
            int tag = tag(in);
            byte[] value = value(in);
            file.elements.put(tag, value);
        }
        return file;
    }

    public boolean has(int group, int element) {
        return elements.containsKey(group << 16 | element);
    }

    /** The value as text, padding taken away; empty when it is not there. */
    public String text(int group, int element) {
        byte[] value = elements.getOrDefault(group << 16 | element, new byte[0]);
        return new String(value, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    public byte[] bytes(int group, int element) {
        return elements.getOrDefault(group << 16 | element, new byte[0]);
    }

    public String pixelSha256() {
        return sha256(bytes(0x7FE0, 0x0010));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int tag(ByteBuffer in) {
        int group = in.getShort() & 0xFFFF;
        return group << 16 | in.getShort() & 0xFFFF;
    }

    private static byte[] value(ByteBuffer in) {
        String vr = "" + (char) in.get() + (char) in.get();
        int length;
        if (LONG_FORM.contains(vr)) {
            in.getShort();
            length = in.getInt();
        } else {
            length = in.getShort() & 0xFFFF;
        }
        if (length == -1) {
            skipUndefined(in);
            return new byte[0];
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    /** Items up to the sequence delimiter (PS3.5 7.5.2). */
    private static void skipUndefined(ByteBuffer in) {
        while (true) {
            int tag = tag(in);
            int length = in.getInt();
            if (tag == 0xFFFEE0DD) {
                return;
            }
            if (length != -1) {
                in.position(in.position() + length);
                continue;
            }
            while (true) {
                in.mark();
                if (tag(in) == 0xFFFEE00D) {
                    in.getInt();
                    break;
                }
                value(in);
            }
        }
    }
}
