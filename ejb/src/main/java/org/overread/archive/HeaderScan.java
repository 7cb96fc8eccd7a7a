/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads a DICOM object (PS3.10 section 7, PS3.5 section 7 and annex A) up to the first data element behind Issuer of
 * Patient ID (0010,0021), and remembers what it read and where things are. Everything read is in {@link #bytes}: put it
 * before the rest of the stream and nothing is lost, whatever the end was.
 */
final class HeaderScan {
    /** The most that may stand before the patient module. */
    static final int LIMIT = 1 << 20;

    static final int ACCESSION_ISSUER = 0x00080051;
    static final int PATIENT_ISSUER = 0x00100021;

    private static final int SOP_INSTANCE = 0x00080018;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int UNDEFINED = -1;
    private static final int DEPTH = 16;

    private static final String IMPLICIT = "1.2.840.10008.1.2";
    /** GE's private one: implicit VR, with big endian pixels. */
    private static final String IMPLICIT_GE = "1.2.840.113619.5.2";

    private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
    private static final Set<String> DEFLATED =
            Set.of("1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205");

    private static final Set<String> SHORT_VRS = Set.of(
            "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM",
            "UI", "UL", "US");
    private static final Set<String> LONG_VRS =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    /** Why the reading stopped. */
    enum End {
        /** All that stands before the place for the issuers was read. */
        REACHED,
        DEFLATED,
        TOO_LARGE,
        UNREADABLE
    }

    /** Where a data element is, or would be inserted; {@code valued} when it has a value. */
    record Place(int start, int end, boolean valued) {}

    private final InputStream in;
    private byte[] bytes = new byte[4096];
    private int size;
    private int at;
    private boolean implicit;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private String transferSyntax = "";
    private String instance = "";
    private Place accessionIssuer = new Place(-1, -1, false);
    private Place patientIssuer = new Place(-1, -1, false);
    private int groupLength8 = -1;
    private int groupLength10 = -1;
    private boolean nestedValue;
    private End stoppedBy = End.UNREADABLE;

    private HeaderScan(InputStream in) {
        this.in = in;
    }

    /** Reads no more than it has to. An exception is the stream's own. */
    static HeaderScan of(InputStream in) throws IOException {
        HeaderScan scan = new HeaderScan(in);
        try {
            scan.preamble();
            scan.fileMeta();
            scan.dataset();
            scan.stoppedBy = End.REACHED;
        } catch (Stop stop) {
            scan.stoppedBy = stop.end;
        }
        return scan;
    }

    End stoppedBy() {
        return stoppedBy;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    String instance() {
        return instance;
    }

    boolean implicit() {
        return implicit;
    }

    ByteOrder order() {
        return order;
    }

    Place accessionIssuer() {
        return accessionIssuer;
    }

    Place patientIssuer() {
        return patientIssuer;
    }

    /** Where the value of the retired Group Length (gggg,0000) of a group is; -1 without one. */
    int groupLength(int group) {
        return group == 8 ? groupLength8 : groupLength10;
    }

    private void preamble() throws IOException, Stop {
        require(132);
        if (!"DICM".equals(new String(bytes, 128, 4, StandardCharsets.US_ASCII))) {
            throw new Stop(End.UNREADABLE);
        }
        at = 132;
    }

    private void fileMeta() throws IOException, Stop {
        while (more() && (tag() >>> 16) == 2) {
            int tag = tag();
            Element element = element(false);
            if (tag == 0x00020003) {
                instance = text(element);
            } else if (tag == 0x00020010) {
                transferSyntax = text(element);
            }
        }
        if (transferSyntax.isEmpty()) {
            throw new Stop(End.UNREADABLE);
        }
        if (DEFLATED.contains(transferSyntax)) {
            throw new Stop(End.DEFLATED);
        }
        implicit = transferSyntax.equals(IMPLICIT) || transferSyntax.equals(IMPLICIT_GE);
        order = transferSyntax.equals(BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private void dataset() throws IOException, Stop {
        int last = 0;
        while (more()) {
            int tag = tag();
            if (Integer.compareUnsigned(tag, last) <= 0) {
                throw new Stop(End.UNREADABLE);
            }
            last = tag;
            int start = at;
            placeBefore(tag, start);
            if (Integer.compareUnsigned(tag, PATIENT_ISSUER) > 0) {
                return;
            }
            nestedValue = false;
            Element element = element(tag == ACCESSION_ISSUER);
            switch (tag) {
                case 0x00080000 -> groupLength8 = element.value();
                case 0x00100000 -> groupLength10 = element.value();
                case SOP_INSTANCE -> instance = text(element);
                case ACCESSION_ISSUER -> accessionIssuer = new Place(start, at, nestedValue);
                case PATIENT_ISSUER ->
                    patientIssuer = new Place(start, at, !text(element).isEmpty());
                default -> {}
            }
        }
        placeBefore(-1, at);
    }

    private void placeBefore(int tag, int start) {
        if (accessionIssuer.start() < 0 && Integer.compareUnsigned(tag, ACCESSION_ISSUER) > 0) {
            accessionIssuer = new Place(start, start, false);
        }
        if (patientIssuer.start() < 0 && Integer.compareUnsigned(tag, PATIENT_ISSUER) > 0) {
            patientIssuer = new Place(start, start, false);
        }
    }

    /** A data element that was passed: where its value begins and how long it is. */
    private record Element(int value, int length) {}

    private Element element(boolean lookInside) throws IOException, Stop {
        return element(implicit, lookInside, 0);
    }

    private Element element(boolean implicitHere, boolean lookInside, int depth) throws IOException, Stop {
        String vr = "";
        int length;
        if (implicitHere) {
            require(8);
            length = buffer().getInt(at + 4);
            at += 8;
        } else {
            require(8);
            vr = new String(bytes, at + 4, 2, StandardCharsets.US_ASCII);
            if (SHORT_VRS.contains(vr)) {
                length = buffer().getShort(at + 6) & 0xFFFF;
                at += 8;
            } else if (LONG_VRS.contains(vr)) {
                require(12);
                length = buffer().getInt(at + 8);
                at += 12;
            } else {
                throw new Stop(End.UNREADABLE);
            }
        }
        int value = at;
        if (length == UNDEFINED) {
            if (!implicitHere && !"SQ".equals(vr) && !"UN".equals(vr)) {
                throw new Stop(End.UNREADABLE);
            }
            // UN of undefined length holds implicit VR little endian (PS3.5 section 6.2.2)
            items(implicitHere || "UN".equals(vr), Integer.MAX_VALUE, depth + 1);
        } else if (lookInside) {
            items(implicitHere, end(length), depth + 1);
        } else {
            at = end(length);
            require(0);
            nestedValue |= length > 0;
        }
        return new Element(value, at - value);
    }

    /** The items of a sequence, to its end or its delimiter (PS3.5 section 7.5). */
    private void items(boolean implicitHere, int end, int depth) throws IOException, Stop {
        if (depth > DEPTH) {
            throw new Stop(End.UNREADABLE);
        }
        while (at < end) {
            require(8);
            int tag = tag();
            int length = buffer().getInt(at + 4);
            at += 8;
            if (tag == SEQUENCE_END && end == Integer.MAX_VALUE) {
                return;
            }
            if (tag != ITEM) {
                throw new Stop(End.UNREADABLE);
            }
            item(implicitHere, length == UNDEFINED ? Integer.MAX_VALUE : end(length), depth);
        }
    }

    private void item(boolean implicitHere, int end, int depth) throws IOException, Stop {
        while (at < end) {
            require(8);
            if (tag() == ITEM_END && end == Integer.MAX_VALUE) {
                at += 8;
                return;
            }
            element(implicitHere, false, depth);
        }
    }

    /** Where something of a length ends; never beyond the limit. */
    private int end(int length) throws Stop {
        if (length < 0 || length > LIMIT - at) {
            throw new Stop(End.TOO_LARGE);
        }
        return at + length;
    }

    private int tag() {
        return buffer().getShort(at) << 16 | (buffer().getShort(at + 2) & 0xFFFF);
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(order);
    }

    private String text(Element element) {
        String text = new String(bytes, element.value(), element.length(), StandardCharsets.ISO_8859_1);
        return text.replace('\0', ' ').strip();
    }

    /** Whether another data element begins here; false at the object's end. */
    private boolean more() throws IOException, Stop {
        if (size == at && !fill(1)) {
            return false;
        }
        require(4);
        return true;
    }

    private void require(int count) throws IOException, Stop {
        if (at + count > LIMIT) {
            throw new Stop(End.TOO_LARGE);
        }
        if (!fill(at + count - size)) {
            throw new Stop(End.UNREADABLE);
        }
    }

    private boolean fill(int count) throws IOException {
        if (count <= 0) {
            return true;
        }
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
        }
        int read = in.readNBytes(bytes, size, count);
        size += read;
        return read == count;
    }

    /** Ends a scan; no error of ours, so no stack trace. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;
        private final End end;

        Stop(End end) {
            super(end.name(), null, false, false);
            this.end = end;
        }
    }
}
