/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.reading.CaseStudy;

/** A study as a search for studies answers it (PS3.18 table 10.6.3-3). */
final class DicomStudyRow {
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final String RETRIEVE_URL = "00081190";

    private DicomStudyRow() {}

    /** Study Instance UID (0020,000D) of an archive's row. */
    static String uid(ObjectNode row) {
        return row.path("0020000D").path("Value").path(0).asText();
    }

    /**
     * @param row what the archive says; null for nothing, then it is what we keep
     * @param base our address in front of the UID
     */
    static ObjectNode of(CaseStudy study, @Nullable ObjectNode row, String base) {
        ObjectNode answer = row == null ? own(study) : row.deepCopy();
        answer.findParents("BulkDataURI").forEach(value -> ((ObjectNode) value).remove("BulkDataURI"));
        set(answer, RETRIEVE_URL, "UR", List.of(base + study.studyUid()));
        return answer;
    }

    private static ObjectNode own(CaseStudy study) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        set(row, "00080020", "DA", study.studyDate() == null ? List.of() : List.of(DA.format(study.studyDate())));
        set(row, "00080030", "TM", List.of());
        set(row, "00080050", "SH", texts(study.accession()));
        set(row, "00080061", "CS", study.modalities());
        set(row, "00081030", "LO", texts(study.description()));
        ObjectNode name = row.putObject("00100010").put("vr", "PN");
        if (!study.patientName().isEmpty()) {
            name.putArray("Value").addObject().put("Alphabetic", study.patientName());
        }
        set(row, "00100020", "LO", texts(study.patientId()));
        set(row, "00100030", "DA", study.birthDate() == null ? List.of() : List.of(DA.format(study.birthDate())));
        set(row, "00100040", "CS", texts(study.sex()));
        set(row, "0020000D", "UI", List.of(study.studyUid()));
        row.putObject("00201208").put("vr", "IS").putArray("Value").add(study.instances());
        return row;
    }

    private static List<String> texts(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static void set(ObjectNode row, String tag, String vr, Collection<String> values) {
        ObjectNode attribute = row.putObject(tag).put("vr", vr);
        if (!values.isEmpty()) {
            ArrayNode array = attribute.putArray("Value");
            values.forEach(array::add);
        }
    }
}
