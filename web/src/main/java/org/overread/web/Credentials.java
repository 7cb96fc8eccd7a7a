/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.LoginRefused;

/** What a request says of who sends it, for the trail; the secret in it is never looked at. */
final class Credentials {
    private static final String BASIC = "Basic ";

    private Credentials() {}

    /** The log-in that a request answered 401 tried; empty when it brought no credentials, which is no attempt. */
    static Optional<LoginRefused> refused(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header == null || header.isBlank()
                ? Optional.empty()
                : Optional.of(new LoginRefused(user(header), request.getRemoteAddr()));
    }

    /** The user of BASIC (RFC 7617); null for any other scheme. */
    static @Nullable String user(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1 ? null : pair.substring(0, colon);
        } catch (IllegalArgumentException e) {
            return null; // no Base64, so it names nobody
        }
    }
}
