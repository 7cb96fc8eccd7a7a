/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import org.overread.shared.DicomUid;

/**
 * The archive's modality worklist, as far as we change it: the status of a scheduled procedure step (0040,0020), so
 * that a modality no longer offers what was cancelled. Only dcm4chee has a REST service for it.
 */
public interface ModalityWorklist {
    /** The archive's name in the configuration. */
    String name();

    /**
     * Sets the status of one worklist item. Setting the status that it has already is fine. dcm4chee then hides STARTED,
     * DEPARTED, CANCELED, DISCONTINUED and COMPLETED items from the modalities.
     *
     * @param study Study Instance UID of the requested procedure
     * @param step Scheduled Procedure Step ID (0040,0009)
     * @throws NotInArchive there is no such item
     * @throws ArchiveUnavailable transient
     * @throws ArchiveRefused permanent
     */
    void setStatus(DicomUid study, String step, StepStatus status);

    /** Scheduled Procedure Step Status (0040,0020), in the words that dcm4chee takes. */
    enum StepStatus {
        SCHEDULED,
        ARRIVED,
        READY,
        STARTED,
        DEPARTED,
        CANCELED,
        DISCONTINUED,
        COMPLETED
    }
}
