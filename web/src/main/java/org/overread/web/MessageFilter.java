/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.hl7.MessageSearch;
import org.overread.hl7.MessageSearch.Named;
import org.overread.hl7.MessageSearch.Place;
import org.overread.hl7.MessageState;
import org.overread.shared.OverreadException;

/**
 * Which messages: schema {@code MessageFilter}. Each part that is left out asks nothing; of the identifiers one is looked
 * for, {@code text} being any of them.
 */
record MessageFilter(
        @Nullable String state,
        @Nullable String direction,
        @Nullable String sender,
        @Nullable String type,
        @Nullable String controlId,
        @Nullable String problem,
        @Nullable String since,
        @Nullable String until,
        @Nullable String patientId,
        @Nullable String authority,
        @Nullable String accession,
        @Nullable String placerNumber,
        @Nullable String fillerNumber,
        @Nullable String studyUid,
        @Nullable String text,
        @Nullable Integer limit,
        @Nullable String cursor) {
    private static final int LONGEST = 200;

    MessageSearch search(int size) {
        Set<MessageState> states =
                Search.orNull(state) == null ? Set.of() : Words.several(MessageState.class, "state", state);
        String way = bounded("direction", direction);
        if (!Set.of("", "in", "out").contains(way)) {
            throw invalid("direction");
        }
        return new MessageSearch(
                states,
                way,
                bounded("sender", sender),
                bounded("type", type),
                bounded("controlId", controlId),
                bounded("problem", problem),
                instant("since", since),
                instant("until", until),
                named(),
                place(cursor),
                size);
    }

    private @Nullable Named named() {
        String issuer = bounded("authority", authority);
        if (Search.orNull(patientId) != null) {
            return Named.of("PATIENT", bounded("patientId", patientId), issuer);
        } else if (Search.orNull(accession) != null) {
            return Named.of("ACCESSION", bounded("accession", accession), issuer);
        } else if (Search.orNull(placerNumber) != null) {
            return Named.of("PLACER", bounded("placerNumber", placerNumber), issuer);
        } else if (Search.orNull(fillerNumber) != null) {
            return Named.of("FILLER", bounded("fillerNumber", fillerNumber), issuer);
        } else if (Search.orNull(studyUid) != null) {
            return Named.of("STUDY", bounded("studyUid", studyUid), "");
        }
        return Search.orNull(text) == null ? null : Named.anything(bounded("text", text));
    }

    private static String bounded(String name, @Nullable String value) {
        String given = Search.orEmpty(value);
        if (given.length() > LONGEST || given.indexOf('\0') >= 0) {
            throw invalid(name);
        }
        return given;
    }

    private static @Nullable Instant instant(String name, @Nullable String value) {
        String given = Search.orNull(value);
        try {
            return given == null ? null : Instant.parse(given);
        } catch (DateTimeException e) {
            throw invalid(name);
        }
    }

    static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        Place place = Place.parse(cursor);
        if (place == null) {
            throw invalid("cursor");
        }
        return place;
    }

    private static OverreadException invalid(String name) {
        return OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter(name));
    }

    @Override
    public String toString() {
        return "MessageFilter[hidden]";
    }
}
