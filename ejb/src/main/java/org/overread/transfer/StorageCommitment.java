/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import org.overread.shared.DicomUid;
import org.overread.shared.Problem;
import org.overread.study.ArchiveException;

/**
 * Asks, through an archive, whether an AE takes responsibility for every object of a study: the Storage Commitment Push
 * Model (DICOM PS3.4 annex J). Only dcm4chee has this; what the AE says reaches the archive later, by its N-EVENT-REPORT,
 * and is read there.
 */
public interface StorageCommitment {
    /** The archive's name in the configuration. */
    String name();

    /** Has the archive ask for all objects of a study that it holds. Whatever happens is a result; this throws nothing. */
    Asking ask(DicomUid study, String aeTitle);

    /**
     * What the AE has said by now.
     *
     * @throws ArchiveException when the archive cannot be asked
     */
    Answer answer(DicomUid study, Requested request);

    /** What became of the question. */
    sealed interface Asking {}

    /**
     * The AE took the question; the answer comes later.
     *
     * @param transaction the archive's Transaction UID (0008,1195) of it
     * @param instances how many objects it names
     */
    record Requested(String transaction, int instances) implements Asking {}

    /** The AE or the archive refuses the question: a person has to mend something. */
    record Refused(Problem problem) implements Asking {}

    /** The archive, or through it the AE, was not reached, or gave no clear answer: ask again later. */
    record NotAsked(Problem problem) implements Asking {}

    /** What the AE has said. */
    sealed interface Answer {}

    /** Nothing yet. */
    record Pending() implements Answer {}

    /** It keeps every object that was named. */
    record Committed(int instances) implements Answer {}

    /** It does not keep all of them. */
    record Declined(int instances, int failures) implements Answer {}
}
