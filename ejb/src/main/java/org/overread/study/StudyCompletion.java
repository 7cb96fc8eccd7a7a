/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** A technologist's word, which makes a study complete before its quiet period is over. */
public interface StudyCompletion {

    /**
     * @param who the technologist's user name, for the timeline
     * @throws org.overread.shared.OverreadException of kind CONFLICT for a study that has no images or is no case
     */
    void complete(long studyId, String who);
}
