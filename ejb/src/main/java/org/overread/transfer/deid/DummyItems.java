/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

/** The one item that stands in for a sequence which must not be empty (D of PS3.15 Table E.1-1). */
final class DummyItems {
    private static final String SCHEME = "99OVERREAD";

    private DummyItems() {}

    /** Writes the whole sequence; false when the sequence is one of which nothing can be made, and it is left out. */
    static boolean write(DicomOutput out, Encoding encoding, int tag) {
        switch (tag) {
            // Content Sequence: a report that says that its content was removed
            case 0x0040A730 -> {
                out.sequence(encoding, tag);
                out.item(encoding);
                out.text(encoding, 0x0040A010, "CS", "CONTAINS");
                out.text(encoding, 0x0040A040, "CS", "TEXT");
                out.sequence(encoding, 0x0040A043);
                out.code(encoding, "121106", "DCM", "Comment");
                out.sequenceEnd(encoding);
                out.text(encoding, 0x0040A160, "UT", "REMOVED");
                out.itemEnd(encoding);
                out.sequenceEnd(encoding);
            }
            // Verifying Observer Sequence
            case 0x0040A073 -> {
                out.sequence(encoding, tag);
                out.item(encoding);
                out.text(encoding, 0x0040A027, "LO", "REMOVED");
                out.text(encoding, 0x0040A030, "DT", "19000101000000");
                out.text(encoding, 0x0040A075, "PN", "REMOVED");
                out.sequence(encoding, 0x0040A088);
                out.sequenceEnd(encoding);
                out.itemEnd(encoding);
                out.sequenceEnd(encoding);
            }
            // Person Identification Code Sequence, Institution Code Sequence
            case 0x00401101, 0x00080082 -> {
                out.sequence(encoding, tag);
                out.code(encoding, "REMOVED", SCHEME, "Removed");
                out.sequenceEnd(encoding);
            }
            // Graphic Annotation Sequence
            case 0x00700001 -> {
                out.sequence(encoding, tag);
                out.item(encoding);
                out.text(encoding, 0x00700002, "CS", "REMOVED");
                out.itemEnd(encoding);
                out.sequenceEnd(encoding);
            }
            // Flow Identifier Sequence
            case 0x00340001 -> {
                out.sequence(encoding, tag);
                out.item(encoding);
                out.element(encoding, 0x00340002, "OB", new byte[2]);
                out.itemEnd(encoding);
                out.sequenceEnd(encoding);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
