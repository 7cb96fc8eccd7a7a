/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.jspecify.annotations.Nullable;

/**
 * What orders are looked for by. Empty parts match everything.
 *
 * @param patientId with {@code patientAuthority}, or under any authority when that is empty
 * @param before continue after the order with this place, as {@link Orders#search} lists them, or null for the start
 */
public record OrderSearch(
        String patientId,
        String patientAuthority,
        String accession,
        String placerNumber,
        String fillerNumber,
        String studyUid,
        String site,
        @Nullable OrderState state,
        @Nullable Long before,
        int limit) {

    /** Everything, newest first. */
    public static OrderSearch all(int limit) {
        return new OrderSearch("", "", "", "", "", "", "", null, null, limit);
    }

    @Override
    public String toString() {
        return "OrderSearch[hidden]";
    }
}
