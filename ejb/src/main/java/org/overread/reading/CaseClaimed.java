/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

/** A reader took a case. */
public record CaseClaimed(long caseId, String site, String group, String reader) {}
