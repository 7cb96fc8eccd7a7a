/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import org.jspecify.annotations.Nullable;

/** What to look for, in the body since it names people: schema {@code Search}. Each part that is left out asks nothing. */
record Search(
        @Nullable String patientId,
        @Nullable String authority,
        @Nullable String accession,
        @Nullable String placerNumber,
        @Nullable String fillerNumber,
        @Nullable String studyUid,
        @Nullable String text,
        @Nullable Integer limit,
        @Nullable String cursor) {

    static Search of(String body) {
        return ApiJson.read(body, Search.class);
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public String toString() {
        return "Search[hidden]";
    }
}
