/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import org.jspecify.annotations.Nullable;

/**
 * Which studies; each part that is null asks for nothing.
 *
 * @param inDoubt only those whose order a person has to look at
 * @param before the id to continue below; null for the first page
 */
public record StudyQuery(
        @Nullable String site,
        @Nullable String archive,
        @Nullable StudyState state,
        @Nullable Intake intake,
        @Nullable String studyUid,
        @Nullable String accession,
        @Nullable String patientId,
        @Nullable String authority,
        boolean inDoubt,
        @Nullable Long before,
        int limit) {
    /** The most rows at once: a page, and one more to know whether there is more. */
    public static final int MOST = 201;

    public StudyQuery {
        limit = Math.max(1, Math.min(limit, MOST));
    }
}
