/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** Whether a study's images are all at its archive, as far as anyone can tell: DICOM has no "last image". */
public enum StudyState {
    /** The count changed less than a quiet period ago. */
    ARRIVING,
    /** The count stayed as it is for a quiet period, or a technologist said so. Late images lead back to arriving. */
    COMPLETE,
    /** The archive answers that it does not hold it any more. */
    VANISHED
}
