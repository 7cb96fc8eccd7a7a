/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads data elements one by one (PS3.5 section 7) and knows how far it is. Nothing is held but what is asked for. */
final class DicomInput {
    static final int ITEM = 0xFFFEE000;
    static final int ITEM_END = 0xFFFEE00D;
    static final int SEQUENCE_END = 0xFFFEE0DD;
    static final long UNDEFINED = -1;

    private static final Set<String> SHORT_VRS = Set.of(
            "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM",
            "UI", "UL", "US");
    private static final Set<String> LONG_VRS =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final InputStream in;
    private final @Nullable ByteArrayOutputStream record;
    private final int limit;
    private final byte[] ahead = new byte[4];
    private int aheadCount;
    private long position;

    /**
     * The beginning of a data element.
     *
     * @param vr empty in implicit VR, and of items and delimiters
     * @param length {@link #UNDEFINED} = until its delimiter
     */
    record Head(int tag, String vr, long length) {}

    /** What is read is no DICOM that can be followed. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("no DICOM object that can be followed");
        }
    }

    DicomInput(InputStream in) {
        this(in, null, Integer.MAX_VALUE);
    }

    /** Writes what it reads into {@code record} as well, and gives up once that is larger than the limit. */
    DicomInput(InputStream in, @Nullable ByteArrayOutputStream record, int limit) {
        this.in = in;
        this.record = record;
        this.limit = limit;
    }

    long position() {
        return position;
    }

    /** Whether nothing is left. */
    boolean atEnd() throws IOException {
        return !fillAhead(1);
    }

    /** The next tag, still to be read. */
    int peekTag(ByteOrder order) throws IOException {
        if (!fillAhead(4)) {
            throw new Unreadable();
        }
        return tag(ahead, order);
    }

    private boolean fillAhead(int count) throws IOException {
        while (aheadCount < count) {
            int read = in.read(ahead, aheadCount, count - aheadCount);
            if (read < 0) {
                return false;
            }
            aheadCount += read;
        }
        return true;
    }

    private static int tag(byte[] bytes, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        return buffer.getShort(0) << 16 | (buffer.getShort(2) & 0xFFFF);
    }

    /** Exactly so many bytes. */
    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int at = 0;
        while (at < count) {
            int read = read(bytes, at, count - at);
            if (read < 0) {
                throw new Unreadable();
            }
            at += read;
        }
        return bytes;
    }

    int read(byte[] into, int offset, int length) throws IOException {
        int count;
        if (aheadCount > 0) {
            count = Math.min(aheadCount, length);
            System.arraycopy(ahead, 0, into, offset, count);
            System.arraycopy(ahead, count, ahead, 0, aheadCount - count);
            aheadCount -= count;
        } else {
            count = in.read(into, offset, length);
        }
        if (count > 0) {
            position += count;
            if (record != null) {
                record.write(into, offset, count);
                if (record.size() > limit) {
                    throw new Unreadable();
                }
            }
        }
        return count;
    }

    /** What is left, with what was only looked at. */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(ahead.clone(), 0, aheadCount), in);
    }

    Head head(Encoding encoding) throws IOException {
        byte[] first = bytes(8);
        ByteBuffer buffer = ByteBuffer.wrap(first).order(encoding.order());
        int tag = tag(first, encoding.order());
        if (encoding.implicit() || (tag >>> 16) == 0xFFFE) {
            return new Head(tag, "", length(buffer.getInt(4)));
        }
        String vr = new String(first, 4, 2, StandardCharsets.US_ASCII);
        if (SHORT_VRS.contains(vr)) {
            return new Head(tag, vr, buffer.getShort(6) & 0xFFFF);
        }
        if (!LONG_VRS.contains(vr)) {
            throw new Unreadable();
        }
        return new Head(
                tag,
                vr,
                length(ByteBuffer.wrap(bytes(4)).order(encoding.order()).getInt()));
    }

    private static long length(int length) {
        return length == -1 ? UNDEFINED : length & 0xFFFFFFFFL;
    }

    void skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, count)];
        long left = count;
        while (left > 0) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new Unreadable();
            }
            left -= read;
        }
    }

    /** Passes the value of an element. @param depth how deep it lies in sequences */
    void skipValue(Head head, Encoding encoding, int depth) throws IOException {
        if (head.length() != UNDEFINED) {
            skip(head.length());
            return;
        }
        if (depth > DeidentifiedContent.DEPTH) {
            throw new Unreadable();
        }
        // UN of undefined length holds implicit VR little endian (PS3.5 section 6.2.2)
        Encoding inner = head.vr().equals("UN") ? Encoding.IMPLICIT_LITTLE : encoding;
        while (true) {
            Head item = head(inner);
            if (item.tag() == SEQUENCE_END) {
                return;
            }
            if (item.tag() != ITEM) {
                throw new Unreadable();
            }
            if (item.length() != UNDEFINED) {
                skip(item.length());
                continue;
            }
            for (Head element = head(inner); element.tag() != ITEM_END; element = head(inner)) {
                skipValue(element, inner, depth + 1);
            }
        }
    }
}
