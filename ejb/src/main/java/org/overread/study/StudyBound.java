/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** A study and its order found one another, whichever came first. */
public record StudyBound(long studyId, String site, long orderId) {}
