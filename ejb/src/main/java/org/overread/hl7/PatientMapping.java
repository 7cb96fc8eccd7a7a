/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.patient.OtherIdentity;
import org.overread.patient.PatientMerge;
import org.overread.patient.PatientStatement;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/** PID and MRG (HL7 v2.5.1, 3.4.2 and 3.4.9) to what is said about a patient. */
final class PatientMapping {
    /** Nobody was born before who is examined now. */
    private static final LocalDate EARLIEST = LocalDate.of(1850, 1, 1);
    /** What no name holds, whatever an escape sequence says. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    /** Other identities of one patient. */
    private static final int MOST = 50;

    private final List<Fault> warnings = new ArrayList<>();
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
    Act.Merge merges() throws MessageRefused {
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
        return new Act.Merge(merges, List.copyOf(warnings));
    }

    /** ADT^A24 and A37 (HL7 v2.5.1, 3.3.24 and 3.3.37): two PID segments. */
    Act.Link link(boolean linked) throws MessageRefused {
        List<Fields> both = content.segments().stream()
                .filter(segment -> Content.is(segment, "PID"))
                .toList();
        if (both.size() < 2) {
            throw missing("PID^" + (both.size() + 1) + "^3");
        }
        PatientStatement one = statement(both.get(0));
        PatientStatement other = statement(both.get(1));
        if (one.key().equals(other.key())) {
            throw new MessageRefused(Fault.of("PID^2^3", ErrorCode.UNKNOWN_KEY, Hl7Messages.MESSAGES.linkWithItself()));
        }
        return new Act.Link(one, other, linked, List.copyOf(warnings));
    }

    /** MRG-1; empty when there is none. */
    Optional<PatientKey> prior() throws MessageRefused {
        Optional<Fields> mrg = content.first("MRG");
        return mrg.isEmpty() || mrg.get().get(1).isEmpty() ? Optional.empty() : Optional.of(key(mrg.get(), 1));
    }

    private PatientStatement statement(Fields pid) throws MessageRefused {
        PatientKey key = key(pid, 3);
        String name = name(pid, 5);
        LocalDate birthDate = birthDate(pid);
        String sex = sex(pid.get(8));
        note("patientName", name, "PID-5");
        note("birthDate", birthDate == null ? "" : birthDate.toString(), "PID-7");
        note("sex", sex, "PID-8");
        return new PatientStatement(
                key, name, birthDate, sex, times.sent(), origin, deleted(pid, name), others(pid, key));
    }

    /** What was read, and is worth telling the sender. */
    List<Fault> warnings() {
        return warnings;
    }

    private static Set<PatientStatement.Part> deleted(Fields pid, String name) {
        Set<PatientStatement.Part> deleted = EnumSet.noneOf(PatientStatement.Part.class);
        if (name.isEmpty() && pid.deletes(5)) {
            deleted.add(PatientStatement.Part.NAME);
        }
        if (pid.deletes(7)) {
            deleted.add(PatientStatement.Part.BIRTH_DATE);
        }
        if (pid.deletes(8)) {
            deleted.add(PatientStatement.Part.SEX);
        }
        return deleted;
    }

    /** A day that is one and not still to come; an age is counted by it, and a wrong one is worse than none. */
    private @Nullable LocalDate birthDate(Fields pid) {
        String stated = pid.get(7);
        LocalDate date = Times.date(stated);
        if (date == null || date.isBefore(EARLIEST)) {
            if (!stated.isEmpty()) {
                warn(Fault.of("PID^1^7", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.noTime("PID-7")));
            }
            return null;
        }
        // a day later it is already where the message was sent
        if (date.isAfter(times.sent().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1))) {
            warn(Fault.of("PID^1^7", ErrorCode.DATA_TYPE, Hl7Messages.MESSAGES.birthDateAhead()));
            return null;
        }
        return date;
    }

    private void warn(Fault fault) {
        if (!warnings.contains(fault)) {
            warnings.add(fault);
        }
    }

    /** The other repetitions of PID-3, each with its authority. */
    private List<OtherIdentity> others(Fields pid, PatientKey own) throws MessageRefused {
        Set<OtherIdentity> others = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(MOST, pid.repetitions(3)); i++) {
            String id = pid.key(3, i, 1);
            if (!id.isEmpty()) {
                PatientKey key = key(pid, 3, i, id, "other");
                if (!key.equals(own)) {
                    others.add(new OtherIdentity(key, pid.key(3, i, 5)));
                }
            }
        }
        return List.copyOf(others);
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
                return key(segment, field, i, id, field == 1 ? "prior" : "patient");
            }
        }
        throw missing(segment.at(field));
    }

    private PatientKey key(Fields segment, int field, int repetition, String id, String item) throws MessageRefused {
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
        if (trace.listens()) {
            String place =
                    segment.name().substring(0, 3) + "-" + field + (repetition > 0 ? "(" + repetition + ")" : "");
            note(item + "Id", id, place + ".1");
            note(item + "Authority", key.authority(), namespace.isEmpty() ? "profile" : place + ".4");
        }
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
        return withoutEnd(String.join("=", plain, ideographic, phonetic), '=');
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
        return withoutEnd(
                CONTROL.matcher(String.join("^", family, given, middle, prefix, suffix))
                        .replaceAll(" "),
                '^');
    }

    private static String withoutEnd(String text, char delimiter) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == delimiter) {
            end--;
        }
        return text.substring(0, end);
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
