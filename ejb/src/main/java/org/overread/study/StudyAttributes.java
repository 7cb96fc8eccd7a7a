/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;
import org.overread.shared.PatientKey;

/**
 * A study as its archive describes it (QIDO-RS, DICOM PS3.18 table 10.6.3-3). A text that the archive did not give is
 * empty, never null.
 *
 * @param study Study Instance UID (0020,000D)
 * @param patientId Patient ID (0010,0020), at most 64 characters
 * @param patientIssuer Issuer of Patient ID (0010,0021)
 * @param patientName Patient's Name (0010,0010), alphabetic component group, in DICOM form ({@code DOE^JANE})
 * @param birthDate Patient's Birth Date (0010,0030); null when absent or no date
 * @param sex Patient's Sex (0010,0040)
 * @param accession Accession Number (0008,0050)
 * @param accessionIssuer Local Namespace Entity ID of the Issuer of Accession Number Sequence (0008,0051)
 * @param modalities Modalities in Study (0008,0061)
 * @param description Study Description (0008,1030)
 * @param studyId Study ID (0020,0010); many modalities write the requested procedure ID here
 * @param studyDate Study Date (0008,0020), local to the modality
 * @param studyTime Study Time (0008,0030), local to the modality
 * @param bodyPart Body Part Examined (0018,0015), if the archive tells it for a study
 * @param instances Number of Study Related Instances (0020,1208); 0 when the archive does not say
 * @param received when the archive received the first object; null when it cannot tell
 */
public record StudyAttributes(
        DicomUid study,
        String patientId,
        String patientIssuer,
        String patientName,
        @Nullable LocalDate birthDate,
        String sex,
        String accession,
        String accessionIssuer,
        List<String> modalities,
        String description,
        String studyId,
        @Nullable LocalDate studyDate,
        @Nullable LocalTime studyTime,
        String bodyPart,
        int instances,
        @Nullable Instant received) {
    public StudyAttributes {
        modalities = List.copyOf(modalities);
    }

    /**
     * The patient's identity, with a default authority for an archive that names none; empty when the study has no
     * usable patient ID.
     */
    public Optional<PatientKey> patient(String defaultIssuer) {
        String authority = patientIssuer.isBlank() ? defaultIssuer : patientIssuer;
        return patientId.isBlank() || patientId.length() > 64 || authority.length() > 199
                ? Optional.empty()
                : Optional.of(new PatientKey(patientId, authority));
    }

    /** Hides everything but the study's UID: the rest is patient data. */
    @Override
    public String toString() {
        return "StudyAttributes[" + study + "]";
    }
}
