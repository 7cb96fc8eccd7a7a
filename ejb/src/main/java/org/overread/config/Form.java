/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one value of a document is written.
 *
 * @param parse the value of a text; null for a text that is none
 * @param message what is said of a text that is none
 * @param schema the same as JSON Schema
 */
record Form<T>(Function<String, @Nullable T> parse, String message, Map<String, Object> schema) {
    private static final ConfigMessages SAYS = ConfigMessages.MESSAGES;

    static final Form<Boolean> FLAG = new Form<>(Values::flag, SAYS.notOneOf("true, false"), Map.of("type", "boolean"));
    static final Form<ZoneId> ZONE = new Form<>(Values::zone, SAYS.badZone(), Map.of("type", "string"));
    static final Form<Charset> CHARSET = new Form<>(Values::charset, SAYS.badCharset(), Map.of("type", "string"));
    static final Form<URI> URL =
            new Form<>(Values::url, SAYS.badUrl(), Map.of("type", "string", "pattern", "^[hH][tT][tT][pP][sS]?://"));
    static final Form<SecretName> SECRET = new Form<>(
            text -> SecretName.parse(text.strip()).orElse(null),
            SAYS.notASecret(SecretName.FORM),
            Map.of("type", "string", "pattern", "^\\s*\\$\\{secret:.+\\}\\s*$"));
    static final Form<LocalDate> DAY =
            new Form<>(Values::day, SAYS.badDay(), Map.of("type", "string", "pattern", "^\\d{4}-\\d{2}-\\d{2}$"));
    static final Form<LocalDateTime> MOMENT = new Form<>(
            Values::moment,
            SAYS.badMoment(),
            Map.of("type", "string", "pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$"));
    static final Form<LocalTime> TIME =
            new Form<>(Values::time, SAYS.badTime(), Map.of("type", "string", "pattern", "^\\d{2}:\\d{2}(:\\d{2})?$"));
    static final Form<DayOfWeek> WEEKDAY = new Form<>(
            Values::weekday, SAYS.notOneOf(String.join(", ", Values.WEEKDAYS)), Map.of("enum", Values.WEEKDAYS));
    static final Form<String> LANGUAGE = new Form<>(
            Values::language, SAYS.badLanguage(), Map.of("type", "string", "pattern", "^[A-Za-z]{2,8}(-.+)?$"));
    static final Form<String> CURRENCY =
            new Form<>(Values::currency, SAYS.badCurrency(), Map.of("type", "string", "pattern", "^[A-Z]{3}$"));
    static final Form<String> PERSON = new Form<>(
            Values::person,
            SAYS.badPerson(),
            Map.of("type", List.of("string", "number"), "pattern", Values.PERSON.pattern()));
    static final Form<String> RECURRENCE = new Form<>(
            text -> Recurrence.parse(text).map(Recurrence::text).orElse(null),
            SAYS.badRecurrence(),
            Map.of("type", "string", "pattern", "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)"));

    /** A constant of that name, whatever the case, hyphens for underscores. */
    static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> known = constants.stream().map(Section::spelt).toList();
        List<String> written = new ArrayList<>(known);
        known.forEach(each -> written.add(each.toUpperCase(Locale.ROOT)));
        return new Form<>(
                text -> constants.stream()
                        .filter(constant -> Section.spelt(constant).equalsIgnoreCase(text.strip()))
                        .findFirst()
                        .orElse(null),
                SAYS.notOneOf(String.join(", ", known)),
                Map.of("enum", List.copyOf(written)));
    }

    static Form<Duration> duration(Duration least, Duration most) {
        return new Form<>(
                text -> Values.duration(text, least, most),
                SAYS.badDuration(least.toString(), most.toString()),
                Map.of("type", "string", "pattern", "^P"));
    }

    static Form<Long> number(long least, long most) {
        return new Form<>(
                text -> Values.number(text, least, most),
                SAYS.badNumber(least, most),
                Map.of("type", "integer", "minimum", least, "maximum", most));
    }

    /** A number that may have a fraction. */
    static Form<BigDecimal> decimal(long least, long most) {
        return new Form<>(
                text -> Values.decimal(text, BigDecimal.valueOf(least), BigDecimal.valueOf(most)),
                SAYS.badDecimal(least, most),
                Map.of("type", "number", "minimum", least, "maximum", most));
    }

    /** A code, read in capitals. */
    static Form<String> code(int most) {
        return new Form<>(
                text -> Values.code(text, most),
                SAYS.badCode(most),
                Map.of("type", List.of("string", "number"), "maxLength", most));
    }

    /** A word that is compared as it is written. */
    static Form<String> word(int most) {
        return new Form<>(
                text -> text.isBlank() || text.length() > most ? null : text.strip(),
                SAYS.badCode(most),
                Map.of("type", List.of("string", "number"), "maxLength", most));
    }
}
