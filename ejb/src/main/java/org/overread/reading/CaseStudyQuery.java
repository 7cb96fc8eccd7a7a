/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which studies: the study attributes of QIDO-RS (PS3.18 table 10.6.1-5) that we keep ourselves. Null or empty asks
 * nothing.
 *
 * @param uids list of UIDs (PS3.4 section C.2.2.2.2)
 * @param patientId with the wild cards of PS3.4 section C.2.2.2.4, as the name
 * @param modalities any of them in the study
 * @param from Study Date, inclusive
 * @param to Study Date, inclusive
 */
public record CaseStudyQuery(
        List<String> uids,
        @Nullable String patientId,
        @Nullable String patientName,
        @Nullable String accession,
        List<String> modalities,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        int limit,
        int offset) {
    /** The most in one answer. */
    public static final int MOST = 200;

    /** No page begins further behind: narrow the search instead. */
    public static final int FURTHEST = 10_000;

    public CaseStudyQuery {
        uids = List.copyOf(uids);
        modalities = List.copyOf(modalities);
        limit = Math.max(1, Math.min(limit, MOST));
        offset = Math.max(0, Math.min(offset, FURTHEST));
    }

    @Override
    public String toString() {
        return "CaseStudyQuery[hidden]";
    }
}
