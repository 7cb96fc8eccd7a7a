/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.patient.PatientMerge;
import org.overread.patient.PatientStatement;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/** PID and MRG (HL7 v2.5.1, 3.4.2 and 3.4.9) to what is said about a patient. */
final class PatientMapping {
    private final Content content;
    private final Times times;
    private final Origin origin;
    private final String defaultAuthority;
    private final Trace trace;

    PatientMapping(Content content, Times times, Origin origin, String defaultAuthority, Trace trace) {
        this.content = content;
        this.times = times;
        this.origin = origin;
        this.defaultAuthority = defaultAuthority;
        this.trace = trace;
    }

    /** The message's patient. */
    PatientStatement patient() throws MessageRefused {
        Optional<Fields> pid = content.first("PID");
        if (pid.isEmpty()) {
            throw missing("PID^1^3");
        }
        return statement(pid.get());
    }

    /** Each MRG with the PID before it: a merge message can hold several. */
    List<PatientMerge> merges() throws MessageRefused {
        List<PatientMerge> merges = new ArrayList<>();
        PatientStatement surviving = null;
        for (Fields segment : content.segments()) {
            if (Content.is(segment, "PID")) {
                surviving = statement(segment);
            } else if (Content.is(segment, "MRG") && surviving != null) {
                merges.add(new PatientMerge(surviving, key(segment, 1)));
            }
        }
        if (merges.isEmpty()) {
            throw missing(surviving == null ? "PID^1^3" : "MRG^1^1");
        }
        return merges;
    }

    private PatientStatement statement(Fields pid) throws MessageRefused {
        PatientKey key = key(pid, 3);
        String name = name(pid, 5);
        LocalDate birthDate = Times.date(pid.get(7));
        String sex = sex(pid.get(8));
        note("patientName", name, "PID-5");
        note("birthDate", birthDate == null ? "" : birthDate.toString(), "PID-7");
        note("sex", sex, "PID-8");
        return new PatientStatement(key, name, birthDate, sex, times.sent(), origin);
    }

    private void note(String item, String value, String source) {
        if (!value.isEmpty()) {
            trace.note(item, value, source);
        }
    }

    /** The first repetition that has an ID, as the archive takes it, so that both know a patient by the same one. */
    private PatientKey key(Fields segment, int field) throws MessageRefused {
        for (int i = 0; i < segment.repetitions(field); i++) {
            String id = segment.key(field, i, 1);
            if (!id.isEmpty()) {
                return key(segment, field, i, id);
            }
        }
        throw missing(segment.at(field));
    }

    private PatientKey key(Fields segment, int field, int repetition, String id) throws MessageRefused {
        if (id.length() > 64) {
            String place = segment.at(field);
            throw new MessageRefused(
                    Fault.of(place, ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.tooLong(Fault.spoken(place))));
        }
        String namespace = segment.key(field, repetition, 4);
        if (namespace.isEmpty()) {
            namespace = segment.get(field, repetition, 4, 2);
        }
        PatientKey key = new PatientKey(id, namespace.isEmpty() ? defaultAuthority : namespace);
        String place = segment.name().substring(0, 3) + "-" + field + (repetition > 0 ? "(" + repetition + ")" : "");
        String item = field == 1 ? "prior" : "patient";
        note(item + "Id", id, place + ".1");
        note(item + "Authority", key.authority(), namespace.isEmpty() ? "profile" : place + ".4");
        return key;
    }

    /**
     * XPN has family, given, middle, suffix, prefix; DICOM's PN (PS3.5 section 6.2) has the prefix before the suffix, and
     * the ideographic and phonetic forms (XPN-8, table 0465, I and P) as component groups of the one value.
     */
    static String name(Fields segment, int field) {
        String plain = "";
        String ideographic = "";
        String phonetic = "";
        for (int i = 0; i < segment.repetitions(field); i++) {
            String name = name(segment, field, i);
            switch (segment.get(field, i, 8, 1).toUpperCase(Locale.ROOT)) {
                case "I" -> ideographic = ideographic.isEmpty() ? name : ideographic;
                case "P" -> phonetic = phonetic.isEmpty() ? name : phonetic;
                default -> plain = plain.isEmpty() ? name : plain;
            }
        }
        String groups = String.join("=", plain, ideographic, phonetic);
        return groups.replaceAll("=+$", "");
    }

    private static String name(Fields segment, int field, int repetition) {
        return personName(
                segment.get(field, repetition, 1, 1),
                segment.get(field, repetition, 2, 1),
                segment.get(field, repetition, 3, 1),
                segment.get(field, repetition, 5, 1),
                segment.get(field, repetition, 4, 1));
    }

    static String personName(String family, String given, String middle, String prefix, String suffix) {
        String name = String.join("^", family, given, middle, prefix, suffix);
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '^') {
            end--;
        }
        return name.substring(0, end);
    }

    private static String sex(String value) {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "M" -> "M";
            case "F" -> "F";
            case "O", "A" -> "O";
            default -> "";
        };
    }

    private static MessageRefused missing(@Nullable String place) {
        String where = place == null ? "" : place;
        return new MessageRefused(
                Fault.of(where, ErrorCode.REQUIRED_FIELD, Hl7Messages.MESSAGES.missing(Fault.spoken(where))));
    }
}
