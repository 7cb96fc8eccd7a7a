/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.web.DicomWebRoute.Kind;

/**
 * Which media types are asked of an archive for a caller, and which of its answers go out. A type that a browser would run,
 * such as HTML or SVG, is never among them.
 */
final class DicomWebTypes {
    static final String DICOM_JSON = "application/dicom+json";

    private static final int LONGEST_ACCEPT = 1000;
    private static final int MOST = 10;
    private static final String IMAGES = "image/(?:jpeg|jp2|jpx|jls|jphc|png|gif|dicom-rle)";
    private static final String VIDEOS = "video/(?:mpeg|mp4|mpeg2|H265)";
    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*(type|transfer-syntax|q)=\\s*(\"[A-Za-z0-9.*+/-]{1,64}\"|[A-Za-z0-9.*+/-]{1,64})\\s*");

    private DicomWebTypes() {}

    /**
     * The {@code Accept} for the archive: what the caller asks for, as far as this kind of answer may have it.
     *
     * @return empty when nothing that was asked for can be sent (406)
     */
    static Optional<String> accept(Kind kind, @Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return Optional.of(standard(kind));
        }
        if (asked.length() > LONGEST_ACCEPT) {
            return Optional.empty();
        }
        List<String> taken = new ArrayList<>();
        boolean any = false;
        for (String range : asked.split(",", -1)) {
            int semicolon = range.indexOf(';');
            String type = (semicolon < 0 ? range : range.substring(0, semicolon))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (type.equals("*/*") || standard(kind).startsWith(type.replace("/*", "/"))) {
                any = true;
            }
            if (taken.size() < MOST && isAllowed(kind, type)) {
                parameters(semicolon < 0 ? "" : range.substring(semicolon).strip())
                        .ifPresent(parameters -> taken.add(type + parameters));
            }
        }
        if (kind == Kind.METADATA || kind == Kind.STUDIES || kind == Kind.SERIES || kind == Kind.INSTANCES) {
            return any || asked.toLowerCase(Locale.ROOT).contains("json") ? Optional.of(DICOM_JSON) : Optional.empty();
        }
        if (taken.isEmpty()) {
            return any ? Optional.of(standard(kind)) : Optional.empty();
        }
        return Optional.of(String.join(", ", taken));
    }

    /** The parameters that a media range of DICOMweb has; empty when there is anything else among them. */
    private static Optional<String> parameters(String text) {
        StringBuilder kept = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(text);
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            kept.append(';').append(matcher.group(1)).append('=').append(matcher.group(2));
            at = matcher.end();
        }
        return at == text.length() ? Optional.of(kept.toString()) : Optional.empty();
    }

    private static String standard(Kind kind) {
        return switch (kind) {
            case STUDIES, SERIES, INSTANCES, METADATA -> DICOM_JSON;
            case OBJECTS -> "multipart/related;type=\"application/dicom\";transfer-syntax=*";
            case FRAMES, BULK_DATA -> "multipart/related;type=\"application/octet-stream\";transfer-syntax=*";
            case RENDERED, THUMBNAIL -> "image/jpeg";
        };
    }

    /** Whether a content type, without parameters, may be asked for and sent for this kind of answer. */
    static boolean isAllowed(Kind kind, String type) {
        return switch (kind) {
            case STUDIES, SERIES, INSTANCES, METADATA -> type.equals(DICOM_JSON) || type.equals("application/json");
            case OBJECTS -> type.equals("multipart/related") || type.equals("application/dicom");
            case FRAMES, BULK_DATA ->
                type.equals("multipart/related")
                        || type.equals("application/octet-stream")
                        || type.matches(IMAGES)
                        || type.matches(VIDEOS);
            case RENDERED, THUMBNAIL -> type.matches(IMAGES) || type.matches(VIDEOS);
        };
    }

    /** The content type to send for the archive's; empty when it may not go out. */
    static Optional<String> sent(Kind kind, String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean clean = contentType.length() <= 300 && contentType.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
        if (!clean || !isAllowed(kind, type)) {
            return Optional.empty();
        }
        // the parts of a multipart answer are named by its parameters; nothing else needs any
        return Optional.of(type.equals("multipart/related") ? contentType : type);
    }
}
