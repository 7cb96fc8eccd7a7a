/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.patient;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Origin;
import org.overread.shared.PatientKey;

/**
 * What a message says about a patient (PID). Empty parts say nothing and change nothing.
 *
 * @param at the message's own time
 */
public record PatientStatement(
        PatientKey key, String name, @Nullable LocalDate birthDate, String sex, Instant at, Origin origin) {

    /** Both together; where they differ, the newer one's word counts, and the later one's on a tie. */
    PatientStatement then(PatientStatement later) {
        if (later.at.isBefore(at)) {
            return later.then(this);
        }
        return new PatientStatement(
                key,
                later.name.isEmpty() ? name : later.name,
                later.birthDate == null ? birthDate : later.birthDate,
                later.sex.isEmpty() ? sex : later.sex,
                later.at,
                later.origin);
    }

    /** Whether this would change a known patient: it is not older and says something else. */
    boolean changes(Patient known) {
        return !at.isBefore(known.statedAt())
                && ((!name.isEmpty() && !name.equals(known.name()))
                        || (birthDate != null && !birthDate.equals(known.birthDate()))
                        || (!sex.isEmpty() && !sex.equals(known.sex())));
    }

    @Override
    public String toString() {
        return "PatientStatement[hidden]";
    }
}
