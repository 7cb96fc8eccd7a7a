/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Texts of a document as values; null for a text that is none. */
final class Values {
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
