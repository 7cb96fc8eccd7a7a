/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.overread.shared.DicomUid;

/** An archive that holds what a test puts in. */
public final class MemoryArchive implements StudySource {
    private final Map<String, StudyAttributes> studies = new LinkedHashMap<>();
    public boolean tellsReceiveTime;
    public boolean away;
    public int asked;

    /** Stores a study, or what is new of it. */
    public void holds(String uid, String patient, String issuer, String accession, int instances) {
        holds(uid, patient, issuer, accession, instances, Instant.now());
    }

    public void holds(String uid, String patient, String issuer, String accession, int instances, Instant received) {
        studies.put(
                uid,
                new StudyAttributes(
                        new DicomUid(uid),
                        patient,
                        issuer,
                        "DOE^JANE",
                        null,
                        "F",
                        accession,
                        "",
                        List.of("CT"),
                        "Thorax",
                        "",
                        LocalDate.now(),
                        null,
                        "",
                        instances,
                        tellsReceiveTime ? received : null));
    }

    public void loses(String uid) {
        studies.remove(uid);
    }

    @Override
    public String name() {
        return StudyBench.ARCHIVE;
    }

    @Override
    public Optional<StudyAttributes> study(DicomUid study) {
        asked++;
        if (away) {
            throw new ArchiveUnavailable("OVR001700: away");
        }
        return Optional.ofNullable(studies.get(study.value()));
    }

    @Override
    public int count(DicomUid study) {
        return study(study).map(StudyAttributes::instances).orElse(0);
    }

    @Override
    public boolean tellsReceiveTime() {
        return tellsReceiveTime;
    }

    @Override
    public Page<StudyAttributes> receivedSince(Instant since, int offset, int limit) {
        return page(s -> s.received() != null && !s.received().isBefore(since), offset, limit);
    }

    @Override
    public Page<StudyAttributes> seriesReceivedSince(Instant since, int offset, int limit) {
        return page(s -> true, offset, limit);
    }

    @Override
    public Page<StudyAttributes> studiesOfDate(LocalDate from, LocalDate to, int offset, int limit) {
        return page(s -> true, offset, limit);
    }

    @Override
    public Page<StudyAttributes> studiesOfPatient(String patientId, String issuer, int offset, int limit) {
        return page(s -> s.patientId().equals(patientId), offset, limit);
    }

    private Page<StudyAttributes> page(Predicate<StudyAttributes> wanted, int offset, int limit) {
        List<StudyAttributes> all = studies.values().stream().filter(wanted).toList();
        int end = Math.min(all.size(), offset + limit);
        return new Page<>(all.subList(Math.min(offset, end), end), end, end < all.size());
    }
}
