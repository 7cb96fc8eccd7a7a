/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.shared.OverreadException;
import org.overread.shared.OverreadException.Kind;

/** The version that a caller has read, sent back so that nobody's change gets lost (RFC 9110 section 13.1.1). */
final class IfMatch {
    private static final Pattern FORM = Pattern.compile("(?:W/)?\"(\\d{1,18})\"|(\\d{1,18})");

    private IfMatch() {}

    /** @param header the header as sent; the quotes are forgiven when missing, a wildcard is not a version */
    static long version(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new OverreadException(Kind.PRECONDITION_FAILED, WebMessages.MESSAGES.ifMatchMissing());
        }
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.ifMatchMalformed());
        }
        String quoted = matcher.group(1);
        return Long.parseLong(quoted == null ? matcher.group(2) : quoted);
    }

    /** For versions that are counted in an int. A number beyond that is no version of ours. */
    static int number(@Nullable String header) {
        long version = version(header);
        if (version > Integer.MAX_VALUE) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.ifMatchMalformed());
        }
        return (int) version;
    }

    static String etag(long version) {
        return '"' + Long.toString(version) + '"';
    }
}
