/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is said of the de-identification in the object itself (PS3.15 E.1.1, PS3.3 sections C.7.1.1 and C.7.6.1): put where it
 * belongs, in the place of what was there.
 */
final class Insertions {
    private static final int DONE = 0x00120062;
    private static final int METHOD = 0x00120063;
    private static final int METHOD_CODES = 0x00120064;
    private static final int BURNED_IN = 0x00280301;
    private static final int TIME_MODIFIED = 0x00280303;

    private final TreeMap<Integer, Writer> pending = new TreeMap<>(Integer::compareUnsigned);

    private interface Writer {
        void write(DicomOutput out, Encoding encoding);
    }

    Insertions(Profile profile, boolean painted) {
        pending.put(DONE, (out, encoding) -> out.text(encoding, DONE, "CS", "YES"));
        pending.put(
                METHOD, (out, encoding) -> out.text(encoding, METHOD, "LO", "Overread, DICOM PS3.15 Annex E, 2024e"));
        pending.put(METHOD_CODES, (out, encoding) -> {
            out.sequence(encoding, METHOD_CODES);
            out.code(encoding, "113100", "DCM", "Basic Application Confidentiality Profile");
            if (painted) {
                out.code(encoding, "113101", "DCM", "Clean Pixel Data Option");
            }
            for (Option option : List.copyOf(profile.options())) {
                out.code(encoding, option.code(), "DCM", option.meaning());
            }
            out.sequenceEnd(encoding);
        });
        if (painted) {
            pending.put(BURNED_IN, (out, encoding) -> out.text(encoding, BURNED_IN, "CS", "NO"));
        }
        String times = profile.options().contains(Option.FULL_DATES)
                ? "UNMODIFIED"
                : profile.options().contains(Option.MODIFIED_DATES) ? "MODIFIED" : "REMOVED";
        pending.put(TIME_MODIFIED, (out, encoding) -> out.text(encoding, TIME_MODIFIED, "CS", times));
    }

    /**
     * Writes what belongs before or in the place of an element.
     *
     * @param tag -1 = the object's end
     * @return whether the element itself is left out, since ours stands in its place
     */
    boolean before(DicomOutput out, Encoding encoding, int tag) {
        boolean replaced = pending.containsKey(tag);
        while (!pending.isEmpty() && Integer.compareUnsigned(pending.firstKey(), tag) <= 0) {
            Map.Entry<Integer, Writer> next = pending.pollFirstEntry();
            next.getValue().write(out, encoding);
        }
        return replaced;
    }
}
