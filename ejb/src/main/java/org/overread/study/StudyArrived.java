/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** A study was let in: a case is wanted. */
public record StudyArrived(long studyId, String site) {}
