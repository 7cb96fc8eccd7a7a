/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * Which cases, in which order.
 *
 * @param states empty = all that are open: neither delivered nor cancelled
 * @param cursor {@link CasePage#next} of the page before
 * @param patientId exact; null = any
 * @param authority exact, beside a patient ID; null = any
 * @param accession exact; null = any
 * @param text part of the patient's name, the procedure or the description, without regard to case; null = any
 */
public record CaseQuery(
        Set<CaseState> states,
        @Nullable String group,
        @Nullable String reader,
        @Nullable Priority priority,
        @Nullable String modality,
        @Nullable String site,
        Sort sort,
        int limit,
        @Nullable String cursor,
        @Nullable String patientId,
        @Nullable String authority,
        @Nullable String accession,
        @Nullable String text) {
    /** The most that one page holds. */
    public static final int MOST = 200;

    public CaseQuery {
        states = states.isEmpty()
                ? Stream.of(CaseState.values()).filter(CaseState::isOpen).collect(Collectors.toUnmodifiableSet())
                : Set.copyOf(EnumSet.copyOf(states));
        limit = Math.max(1, Math.min(limit, MOST));
    }

    /** Open cases, most urgent first. */
    public static CaseQuery open(int limit) {
        return new CaseQuery(Set.of(), null, null, null, null, null, Sort.URGENT, limit, null, null, null, null, null);
    }

    /** The orders that an index serves. */
    public enum Sort {
        /** Priority, then time left, then the older case. */
        URGENT,
        /** The latest change first. */
        UPDATED
    }
}
