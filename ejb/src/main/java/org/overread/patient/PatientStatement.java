/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/**
 * What a message says about a patient (PID). Empty parts say nothing and change nothing.
 *
 * @param at the message's own time
 * @param deleted what the message deletes (HL7's explicit null)
 * @param others the other identities that PID-3 gives the patient
 */
public record PatientStatement(
        PatientKey key,
        String name,
        @Nullable LocalDate birthDate,
        String sex,
        Instant at,
        Origin origin,
        Set<Part> deleted,
        List<OtherIdentity> others) {

    /** What a message can delete. */
    public enum Part {
        NAME,
        BIRTH_DATE,
        SEX
    }

    public PatientStatement {
        deleted = Set.copyOf(deleted);
        others = List.copyOf(others);
    }

    /** What deletes nothing and names no other identity. */
    public PatientStatement(
            PatientKey key, String name, @Nullable LocalDate birthDate, String sex, Instant at, Origin origin) {
        this(key, name, birthDate, sex, at, origin, Set.of(), List.of());
    }

    boolean deletes(Part part) {
        return deleted.contains(part);
    }

    /** Both together; where they differ, the newer one's word counts, and the later one's on a tie. */
    PatientStatement then(PatientStatement later) {
        if (later.at.isBefore(at)) {
            return later.then(this);
        }
        Set<Part> gone = EnumSet.noneOf(Part.class);
        gone.addAll(later.deleted);
        gone.addAll(deleted);
        gone.removeIf(part -> !later.deletes(part) && later.says(part));
        List<OtherIdentity> all =
                Stream.concat(others.stream(), later.others.stream()).distinct().toList();
        return new PatientStatement(
                key,
                later.name.isEmpty() && !later.deletes(Part.NAME) ? name : later.name,
                later.birthDate == null && !later.deletes(Part.BIRTH_DATE) ? birthDate : later.birthDate,
                later.sex.isEmpty() && !later.deletes(Part.SEX) ? sex : later.sex,
                later.at,
                later.origin,
                gone,
                all);
    }

    private boolean says(Part part) {
        return switch (part) {
            case NAME -> !name.isEmpty();
            case BIRTH_DATE -> birthDate != null;
            case SEX -> !sex.isEmpty();
        };
    }

    /** Whether this would change a known patient: it is not older and says something else. */
    boolean changes(Patient known) {
        return !at.isBefore(known.statedAt())
                && ((!name.isEmpty() && !name.equals(known.name()))
                        || (birthDate != null && !birthDate.equals(known.birthDate()))
                        || (!sex.isEmpty() && !sex.equals(known.sex()))
                        || (deletes(Part.NAME) && !known.name().isEmpty())
                        || (deletes(Part.BIRTH_DATE) && known.birthDate() != null)
                        || (deletes(Part.SEX) && !known.sex().isEmpty()));
    }

    @Override
    public String toString() {
        return "PatientStatement[hidden]";
    }
}
