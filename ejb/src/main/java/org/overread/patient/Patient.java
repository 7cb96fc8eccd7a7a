/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.overread.patient.PatientStatement.Part;
import org.overread.shared.PatientKey;

/**
 * A patient as a hospital registered them.
 *
 * @param name in DICOM's form of a person name: family^given^middle^prefix^suffix
 * @param sex M, F or O, empty when not known (0010,0040)
 * @param survivor the identity that survived a merge of this one, or null; always the last of a chain
 * @param statedAt time of the newest message that stated these details, so that an older one changes nothing
 */
public record Patient(
        long id,
        PatientKey key,
        String name,
        @Nullable LocalDate birthDate,
        String sex,
        @Nullable Survivor survivor,
        Instant statedAt,
        int version) {

    /** The patient that a merged one became. */
    public record Survivor(long id, PatientKey key) {}

    /** One that was not known before. */
    static Patient registered(long id, PatientStatement said) {
        return new Patient(id, said.key(), said.name(), said.birthDate(), said.sex(), null, said.at(), 0);
    }

    /** As a statement that {@link PatientStatement#changes} it leaves it. */
    Patient after(PatientStatement said) {
        return new Patient(
                id,
                key,
                said.name().isEmpty() && !said.deletes(Part.NAME) ? name : said.name(),
                said.birthDate() == null && !said.deletes(Part.BIRTH_DATE) ? birthDate : said.birthDate(),
                said.sex().isEmpty() && !said.deletes(Part.SEX) ? sex : said.sex(),
                survivor,
                said.at(),
                version + 1);
    }

    /** The identity under which this patient's orders are kept. */
    public PatientKey current() {
        return survivor == null ? key : survivor.key();
    }

    /** The row under which this patient's orders are kept. */
    public long currentId() {
        return survivor == null ? id : survivor.id();
    }

    public boolean merged() {
        return survivor != null;
    }

    /** Hides the identity from log lines. */
    @Override
    public String toString() {
        return "Patient[" + id + "]";
    }
}
