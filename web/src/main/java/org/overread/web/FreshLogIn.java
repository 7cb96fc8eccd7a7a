/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.overread.shared.Settings;

/**
 * Asks for the password again before an act that nobody should do from a screen that was left alone: breaking the glass, and
 * changing the configuration. Only where an identity provider can be asked to; by BASIC the password comes with each
 * request.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class FreshLogIn implements Filter {
    private static final Pattern ACTS = Pattern.compile(
            "POST /cases/[0-9]+/breakglass|PUT /configuration|POST /configuration/versions/[0-9]+/restore");
    private static final Duration WITHIN = Settings.duration("overread.fresh-log-in", Duration.ofMinutes(10));

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Clock clock;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Principal principal = http.getUserPrincipal();
        if (principal != null
                && isAct(http.getMethod(), http.getPathInfo())
                && OidcLogIn.is(principal)
                && isOld(OidcLogIn.at(principal).orElse(Instant.EPOCH), clock.instant())) {
            ProblemBody.of(403, WebMessages.MESSAGES.logInAgain()).send((HttpServletResponse) response);
            return;
        }
        chain.doFilter(request, response);
    }

    /** @param path below {@code /api}; null for none */
    static boolean isAct(String method, @org.jspecify.annotations.Nullable String path) {
        return path != null
                && ACTS.matcher(method + " " + path.replaceFirst("/$", "")).matches();
    }

    static boolean isOld(Instant loggedIn, Instant now) {
        return loggedIn.plus(WITHIN).isBefore(now);
    }
}
