/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

/** Somebody asked for the images of a case, the first time within that session. */
public record ImagesAccessed(
        long caseId, String site, String user, String patientId, String patientAuthority, String studyUid) {}
