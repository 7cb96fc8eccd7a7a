/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** The count of a study that was complete changed: late images, or images taken away. */
public record StudyGrew(long studyId, String site, int before, int instances) {}
