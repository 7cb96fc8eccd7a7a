/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** The archive does not hold a study any more that was let in. */
public record StudyVanished(long studyId, String site) {}
