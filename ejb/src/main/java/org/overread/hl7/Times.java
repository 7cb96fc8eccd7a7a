/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HL7 times (TS, DTM; v2.5.1, 2.A.22). One without an offset is meant in the zone of MSH-7, else in the sender's.
 */
final class Times {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})(\\d{2})(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.(\\d{1,9}))?)?)?)?([+-]\\d{4})?");
    /** A time so far ahead is a clock gone wrong; believing it would keep every later message from being newer. */
    private static final Duration AHEAD = Duration.ofHours(24);

    private final ZoneId zone;
    private final Instant sent;
    private final Instant received;

    Times(String messageTime, ZoneId senderZone, Instant received) {
        Matcher matcher = FORM.matcher(messageTime.trim());
        this.zone = matcher.matches() && matcher.group(8) != null ? offset(matcher.group(8), senderZone) : senderZone;
        this.received = received;
        Instant stated = read(messageTime, true);
        this.sent = stated == null || tooFarAhead(stated) ? received : stated;
    }

    /** MSH-7, else when the message came. */
    Instant sent() {
        return sent;
    }

    /** The time of a transaction (ORC-9), else the message's own: what decides which message is newer. */
    Instant orSent(String transactionTime) {
        Instant stated = read(transactionTime, true);
        return stated == null || tooFarAhead(stated) ? sent : stated;
    }

    /** A time as far as it is given; null when it is none. */
    @Nullable
    Instant instant(String value) {
        return read(value, false);
    }

    static @Nullable LocalDate date(String value) {
        Matcher matcher = FORM.matcher(value.trim());
        if (!matcher.matches()) {
            return null;
        }
        try {
            return LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private boolean tooFarAhead(Instant stated) {
        return stated.isAfter(received.plus(AHEAD));
    }

    private @Nullable Instant read(String value, boolean toTheMinute) {
        Matcher matcher = FORM.matcher(value.trim());
        if (!matcher.matches() || (toTheMinute && matcher.group(5) == null)) {
            return null;
        }
        try {
            String fraction = matcher.group(7);
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6),
                    fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
            ZoneId at = matcher.group(8) == null ? zone : offset(matcher.group(8), zone);
            return local.atZone(at).toInstant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneId offset(String text, ZoneId otherwise) {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
