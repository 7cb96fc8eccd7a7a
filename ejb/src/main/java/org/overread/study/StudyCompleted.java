/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** All images of a study are at its archive: a quiet period went by, or a technologist said so. */
public record StudyCompleted(long studyId, String site, int instances) {}
