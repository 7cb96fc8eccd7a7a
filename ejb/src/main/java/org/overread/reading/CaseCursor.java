/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.overread.shared.OverreadException;

/**
 * Where the next page begins: the sort values of the last row, so that rows that come and go meanwhile neither repeat
 * nor skip any.
 *
 * @param rank {@link org.overread.shared.Priority} as a number; 0 for the order by change
 * @param at due time or time of change, to the microsecond; {@link #NEVER} for a case without a clock
 */
record CaseCursor(int rank, Instant at, long id) {
    /** Stands for the database's infinity. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((rank + "|" + at + "|" + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws OverreadException of kind BAD_REQUEST when it is none of ours */
    static CaseCursor of(String text) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("\\|", -1);
            if (parts.length == 3) {
                return new CaseCursor(Integer.parseInt(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw OverreadException.badRequest(ReadingMessages.MESSAGES.badCursor());
        }
        throw OverreadException.badRequest(ReadingMessages.MESSAGES.badCursor());
    }
}
