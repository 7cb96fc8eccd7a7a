/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

/** Somebody opened a case and saw whose it is. */
public record CaseViewed(
        long caseId, String site, String user, String patientId, String patientAuthority, String studyUid) {}
