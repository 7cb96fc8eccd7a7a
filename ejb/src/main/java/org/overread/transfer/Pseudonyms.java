/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which pseudonym stands for what, at each destination that gets de-identified objects: for the comparison of what is there, and
 * for the way back of a report. Patient data; never shown.
 */
public interface Pseudonyms {
    /** What a pseudonym stands for. */
    enum Kind {
        UID,
        PATIENT,
        ACCESSION
    }

    /**
     * One pseudonym.
     *
     * @param authority of a patient's identifier, Issuer of Patient ID; else empty
     */
    record Entry(Kind kind, String pseudonym, String original, String authority) {
        @Override
        public String toString() {
            return "Entry[hidden]";
        }
    }

    /** Keeps them; those that are kept already stay. */
    void keep(String destination, Collection<Entry> entries);

    /** What pseudonyms stand for at a destination; those that are unknown there are left out. */
    Map<String, Entry> originals(String destination, Kind kind, List<String> pseudonyms);
}
