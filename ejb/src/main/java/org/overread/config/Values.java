/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of a document as values; null for a text that is none. */
final class Values {
    /** As RFC 5545 writes them, from Monday on. */
    static final List<String> WEEKDAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    /** A log-in name. */
    static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    private Values() {}

    static @Nullable Boolean flag(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    static @Nullable Duration duration(String text, Duration least, Duration most) {
        try {
            Duration value = Duration.parse(text.strip());
            return value.compareTo(least) < 0 || value.compareTo(most) > 0 ? null : value;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static @Nullable Long number(String text, long least, long most) {
        try {
            long value = Long.parseLong(text.strip());
            return value < least || value > most ? null : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable BigDecimal decimal(String text, BigDecimal least, BigDecimal most) {
        String written = text.strip();
        if (!written.matches("\\d{1,12}(\\.\\d{1,6})?")) {
            return null;
        }
        BigDecimal value = new BigDecimal(written);
        return value.compareTo(least) < 0 || value.compareTo(most) > 0 ? null : value;
    }

    /** From the year 2000 to 2199: a recurrence is counted from its beginning. */
    static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY) ? null : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static @Nullable LocalDateTime moment(String text) {
        try {
            LocalDateTime moment = LocalDateTime.parse(text.strip());
            return day(moment.toLocalDate().toString()) == null ? null : moment.truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static @Nullable LocalTime time(String text) {
        try {
            return LocalTime.parse(text.strip()).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static @Nullable DayOfWeek weekday(String text) {
        int index = WEEKDAYS.indexOf(text.strip().toUpperCase(Locale.ROOT));
        return index < 0 ? null : DayOfWeek.of(index + 1);
    }

    static @Nullable String language(String text) {
        try {
            String tag =
                    new Locale.Builder().setLanguageTag(text.strip()).build().toLanguageTag();
            return tag.equals("und") ? null : tag;
        } catch (IllformedLocaleException e) {
            return null;
        }
    }

    static @Nullable String currency(String text) {
        try {
            return Currency.getInstance(text.strip()).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static @Nullable String person(String text) {
        return PERSON.matcher(text).matches() ? text : null;
    }

    static @Nullable String code(String text, int most) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        return code.isEmpty() || code.length() > most ? null : code;
    }

    static @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable Charset charset(String text) {
        try {
            return Charset.forName(text.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** An address of the web that holds nothing else: a password in one would be stored, logged and shown. */
    static @Nullable URI url(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return web && bare && uri.getHost() != null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
