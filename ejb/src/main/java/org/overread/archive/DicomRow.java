/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dataset of the DICOM JSON model (PS3.18 annex F). What is absent, empty or of another form than it should be reads
 * as empty: a bad birth date must not hide a study.
 */
final class DicomRow {
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TM = new DateTimeFormatterBuilder()
            .appendPattern("HH[mm[ss]]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter();
    private static final DateTimeFormatter DT = new DateTimeFormatterBuilder()
            .appendPattern("uuuuMMddHHmmss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("xx")
            .toFormatter();

    private final JsonNode dataset;

    DicomRow(JsonNode dataset) {
        this.dataset = dataset;
    }

    JsonNode dataset() {
        return dataset;
    }

    /** All values of an attribute, each as text; a person name gives its alphabetic group. */
    List<String> texts(String tag) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : dataset.path(tag).path("Value")) {
            JsonNode text = value.isObject() ? value.path("Alphabetic") : value;
            if (text.isValueNode() && !text.isNull() && !text.asText().isBlank()) {
                texts.add(text.asText().strip());
            }
        }
        return texts;
    }

    /** The first value, or an empty text. */
    String text(String tag) {
        List<String> texts = texts(tag);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** A whole number (IS may be text or number), or the other one given. */
    int number(String tag, int otherwise) {
        try {
            String text = text(tag);
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Whether the attribute is there at all. */
    boolean has(String tag) {
        return dataset.has(tag);
    }

    /** The items of a sequence. */
    List<DicomRow> items(String tag) {
        List<DicomRow> items = new ArrayList<>();
        dataset.path(tag).path("Value").forEach(item -> items.add(new DicomRow(item)));
        return items;
    }

    @Nullable
    LocalDate date(String tag) {
        try {
            String text = text(tag);
            return text.isEmpty() ? null : LocalDate.parse(text, DA);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Nullable
    LocalTime time(String tag) {
        try {
            String text = text(tag);
            return text.isEmpty() ? null : LocalTime.parse(text, TM);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A DT value with its offset from UTC. */
    @Nullable
    Instant instant(String tag) {
        try {
            String text = text(tag);
            return text.isEmpty() ? null : OffsetDateTime.parse(text, DT).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
