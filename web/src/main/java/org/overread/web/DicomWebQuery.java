/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.reading.CaseStudyQuery;
import org.overread.shared.DicomUid;
import org.overread.shared.OverreadException;
import org.overread.web.DicomWebRoute.Kind;

/** The parameters of a request to the gateway: bounded, known by name, and put together anew for the archive. */
final class DicomWebQuery {
    private static final int MOST_KEYS = 40;
    private static final int LONGEST = 1000;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9.]{1,120}");
    private static final Pattern FIELDS = Pattern.compile("[A-Za-z0-9.,]{1,1000}");
    private static final Pattern VIEW = Pattern.compile("[A-Za-z0-9.,+-]{1,100}");
    private static final Pattern DATES = Pattern.compile("([0-9]{8})?(-?)([0-9]{8})?");
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final Set<String> OF_VIEWS = Set.of("viewport", "window", "quality", "annotation");

    /** Keys of QIDO-RS for studies that we keep ourselves, by either of their names. */
    private static final Map<String, String> TAGS = Map.of(
            "0020000D", "StudyInstanceUID",
            "0020000E", "SeriesInstanceUID",
            "00100020", "PatientID",
            "00100010", "PatientName",
            "00080050", "AccessionNumber",
            "00080061", "ModalitiesInStudy",
            "00080020", "StudyDate");

    private static final Set<String> OF_SEARCHES = Set.of("limit", "offset", "includefield", "fuzzymatching");

    private final Map<String, String[]> parameters;

    /** @throws OverreadException BAD_REQUEST for more or longer ones than anybody needs */
    DicomWebQuery(Map<String, String[]> parameters) {
        this.parameters = parameters;
        boolean bounded = parameters.size() <= MOST_KEYS
                && parameters.keySet().stream().allMatch(key -> KEY.matcher(key).matches())
                && parameters.values().stream()
                        .allMatch(values -> values.length <= MOST_KEYS
                                && Arrays.stream(values)
                                        .allMatch(value -> value.length() <= LONGEST && value.indexOf('\0') < 0));
        if (!bounded) {
            throw invalid("query");
        }
    }

    /** The study that a search among all series or instances names; null when it names none. */
    @Nullable
    DicomUid study() {
        String uid = value("StudyInstanceUID");
        return uid == null ? null : new DicomUid(uid);
    }

    @Nullable
    DicomUid series() {
        String uid = value("SeriesInstanceUID");
        return uid == null ? null : new DicomUid(uid);
    }

    /** Which studies are searched for. */
    CaseStudyQuery studies() {
        String dates = value("StudyDate");
        var range = DATES.matcher(dates == null ? "" : dates);
        if (!range.matches()) {
            throw invalid("StudyDate");
        }
        LocalDate from = date(range.group(1));
        LocalDate to = "-".equals(range.group(2)) ? date(range.group(3)) : from;
        List<String> uids = list("StudyInstanceUID");
        uids.forEach(DicomUid::new);
        if (uids.size() > CaseStudyQuery.MOST) {
            throw invalid("StudyInstanceUID");
        }
        return new CaseStudyQuery(
                uids,
                value("PatientID"),
                value("PatientName"),
                value("AccessionNumber"),
                list("ModalitiesInStudy"),
                from,
                to,
                number("limit", 100),
                number("offset", 0));
    }

    /** The keys of a search for studies that we do not keep, and so do not ask for. */
    List<String> unsupported() {
        return parameters.keySet().stream()
                .filter(key -> !OF_SEARCHES.contains(key)
                        && !TAGS.containsValue(key)
                        && !TAGS.containsKey(key.toUpperCase(java.util.Locale.ROOT)))
                .sorted()
                .toList();
    }

    /** {@code &includefield=…} for each that was asked for; empty for none. */
    String includeFields() {
        StringBuilder fields = new StringBuilder();
        for (String field : parameters.getOrDefault("includefield", new String[0])) {
            if (!FIELDS.matcher(field).matches()) {
                throw invalid("includefield");
            }
            fields.append("&includefield=").append(field);
        }
        return fields.toString();
    }

    /** The query for the archive. What the path says already cannot be said otherwise here. */
    String forArchive(DicomWebRoute route) {
        if (route.isSearch()) {
            return search(route);
        }
        if (route.kind() != Kind.RENDERED && route.kind() != Kind.THUMBNAIL) {
            return "";
        }
        List<String> kept = new ArrayList<>();
        parameters.forEach((key, values) -> {
            if (OF_VIEWS.contains(key)) {
                if (values.length != 1 || !VIEW.matcher(values[0]).matches()) {
                    throw invalid(key);
                }
                kept.add(key + "=" + values[0]);
            }
        });
        return String.join("&", kept);
    }

    private String search(DicomWebRoute route) {
        StringBuilder query = new StringBuilder("includefield=0020000D");
        query.append(includeFields());
        query.append("&limit=").append(Math.max(1, Math.min(number("limit", 1000), 10_000)));
        query.append("&offset=").append(Math.max(0, number("offset", 0)));
        parameters.forEach((key, values) -> {
            String name = TAGS.getOrDefault(key.toUpperCase(java.util.Locale.ROOT), key);
            boolean inPath =
                    name.equals("StudyInstanceUID") || (name.equals("SeriesInstanceUID") && route.series() != null);
            if (!inPath && !OF_SEARCHES.contains(key)) {
                for (String value : values) {
                    query.append('&').append(key).append('=').append(encode(value));
                }
            }
        });
        return query.toString();
    }

    private @Nullable String value(String keyword) {
        for (Map.Entry<String, String[]> entry : parameters.entrySet()) {
            String key = entry.getKey();
            boolean same = key.equals(keyword) || keyword.equals(TAGS.get(key.toUpperCase(java.util.Locale.ROOT)));
            if (same && entry.getValue().length > 0 && !entry.getValue()[0].isBlank()) {
                return entry.getValue()[0].strip();
            }
        }
        return null;
    }

    private List<String> list(String keyword) {
        String value = value(keyword);
        return value == null ? List.of() : List.of(value.split("[,\\\\]", -1));
    }

    private int number(String name, int otherwise) {
        String[] values = parameters.get(name);
        if (values == null || values.length == 0) {
            return otherwise;
        }
        try {
            return Math.max(0, Integer.parseInt(values[0]));
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text, DA);
        } catch (DateTimeException e) {
            throw invalid("StudyDate");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static OverreadException invalid(String name) {
        return OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter(name));
    }
}
