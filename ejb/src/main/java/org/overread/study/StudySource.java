/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.overread.shared.DicomUid;

/**
 * One archive as a place to look for studies: QIDO-RS (DICOM PS3.18 section 10.6, IHE RAD-129). Every call is a
 * network call of up to the archive's request timeout: never make one inside a transaction.
 *
 * <p>Each method throws {@link ArchiveUnavailable} when asking again later may help, and {@link ArchiveRefused} when
 * somebody has to mend something first. Nothing else comes out.
 */
public interface StudySource {
    /** The archive's name in the configuration. */
    String name();

    /** What the archive says of one study; empty when it does not hold it, or hides it from us. */
    Optional<StudyAttributes> study(DicomUid study);

    /**
     * How many instances the archive holds of a study just now, 0 when it does not know the study. This is the count
     * that a quiet period compares: it rises with a late object that no "since" key shows.
     */
    int count(DicomUid study);

    /**
     * Whether the archive can be asked by the time it received something. dcm4chee can; plain DICOMweb cannot, and its
     * sweep uses {@link #studiesOfDate} instead.
     */
    boolean tellsReceiveTime();

    /**
     * Studies whose <em>first</em> object arrived at or after an instant, oldest first. A late object does not bring a
     * study back here. A row becomes visible when the archive commits but carries an earlier time, so let a sweep
     * overlap its last one by some minutes.
     *
     * @param limit rows wanted, 1 to 1000; the archive may give fewer and still have more, so go by {@link Page#more}
     * @throws UnsupportedOperationException unless {@link #tellsReceiveTime}
     */
    Page<StudyAttributes> receivedSince(Instant since, int offset, int limit);

    /**
     * Studies that got a <em>new series</em> at or after an instant; finds late images, as long as they came in a series
     * of their own. A late object in an old series is seen by no such key, only by {@link #count}.
     *
     * @throws UnsupportedOperationException unless {@link #tellsReceiveTime}
     */
    Page<StudyAttributes> seriesReceivedSince(Instant since, int offset, int limit);

    /** Studies by Study Date (0008,0020), both days included; what any DICOMweb archive can answer. */
    Page<StudyAttributes> studiesOfDate(LocalDate from, LocalDate to, int offset, int limit);

    /** Studies of one patient, for priors. An empty issuer asks by ID alone and then finds every issuer's patient. */
    Page<StudyAttributes> studiesOfPatient(String patientId, String issuer, int offset, int limit);
}
