/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is read from an order message, and where it is by default: the places are tried in their order. A profile may name
 * others. Within an ORC/OBR group its own segments count, and of several IPC segments the step's own.
 */
public enum OrderItem {
    /** (0008,0050). */
    ACCESSION("accession", "IPC-1", "OBR-18"),
    /** (0040,1001). */
    REQUESTED_PROCEDURE("requestedProcedure", "IPC-2", "OBR-19"),
    /** (0020,000D). */
    STUDY_UID("studyUid", "IPC-3", "ZDS-1"),
    /** (0008,0060). */
    MODALITY("modality", "IPC-5", "OBR-24"),
    /** (0032,1064): a coded element, its code, text and coding scheme are read. */
    PROCEDURE("procedure", "OBR-44", "OBR-4"),
    /** (0040,1003). */
    PRIORITY("priority", "TQ1-9", "ORC-7.6", "OBR-27.6", "OBR-5"),
    /** (0040,0002/3). */
    START("start", "TQ1-7", "ORC-7.4", "OBR-27.4"),
    /** (0040,1002). */
    REASON("reason", "OBR-31.2", "OBR-31.1"),
    CLINICAL_INFORMATION("clinicalInformation", "OBR-13"),
    PATIENT_CLASS("patientClass", "PV1-2");

    private final String key;
    private final List<FieldPath> usual;

    OrderItem(String key, String... usual) {
        this.key = key;
        this.usual = Stream.of(usual).map(FieldPath::of).toList();
    }

    /** Its name in a profile. */
    public String key() {
        return key;
    }

    /** Where it is unless a profile says otherwise. */
    public List<FieldPath> usual() {
        return usual;
    }
}
