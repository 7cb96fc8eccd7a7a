/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.shared.OverreadException;
import org.overread.shared.Priority;

/** What an act on a case is told: schema {@code CaseAct}. In the body, since reasons may speak of the patient. */
record CaseActBody(
        @Nullable String reason,
        @Nullable String group,
        @Nullable String reader,
        @Nullable String until,
        @Nullable String priority,
        @Nullable String text) {
    private static final int REASON = 500;
    private static final int NAME = 200;
    private static final int TEXT = 4_000;

    static CaseActBody of(String body) {
        return ApiJson.read(body.isBlank() ? "{}" : body, CaseActBody.class);
    }

    /** A reason that must be given. */
    String why() {
        return needed("reason", reason, REASON);
    }

    /** A reason that may be given; else empty. */
    String whyIfAny() {
        String given = Search.orNull(reason);
        return given == null ? "" : needed("reason", given, REASON);
    }

    String toGroup() {
        return needed("group", group, NAME);
    }

    @Nullable
    String toGroupIfAny() {
        String given = Search.orNull(group);
        return given == null ? null : needed("group", given, NAME);
    }

    String toReader() {
        return needed("reader", reader, NAME);
    }

    @Nullable
    String toReaderIfAny() {
        String given = Search.orNull(reader);
        return given == null ? null : needed("reader", given, NAME);
    }

    String words() {
        return needed("text", text, TEXT);
    }

    @Nullable
    Instant end() {
        String given = Search.orNull(until);
        try {
            return given == null ? null : Instant.parse(given);
        } catch (DateTimeException e) {
            throw invalid("until");
        }
    }

    Priority wanted() {
        return Words.one(Priority.class, "priority", needed("priority", priority, NAME));
    }

    private static String needed(String name, @Nullable String given, int longest) {
        String text = Search.orNull(given);
        if (text == null || text.length() > longest || text.indexOf('\0') >= 0) {
            throw invalid(name);
        }
        return text;
    }

    private static OverreadException invalid(String name) {
        return OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter(name));
    }

    @Override
    public String toString() {
        return "CaseActBody[hidden]";
    }
}
