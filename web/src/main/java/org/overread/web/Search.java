/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import org.overread.shared.OverreadException;

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

    /**
     * Reads a body. Not left to JAX-RS, whose JSON reader logs the value that it stumbled over, and that may be a
     * patient's.
     */
    static Search of(String body) {
        try {
            Search search = ApiJson.MAPPER.readValue(body, Search.class);
            if (search != null) {
                return search;
            }
        } catch (JsonProcessingException e) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.unreadable());
        }
        throw OverreadException.badRequest(WebMessages.MESSAGES.unreadable());
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
