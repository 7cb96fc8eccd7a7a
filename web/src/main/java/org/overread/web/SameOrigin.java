/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps another site's page from changing anything with the log-in that the browser holds for us (cross-site request
 * forgery). A change has to carry what a foreign page cannot send unasked, a header of its own or a content type no form
 * has, and must not name a foreign origin.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class SameOrigin implements Filter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> NO_FORM = Set.of("application/json", "application/yaml");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (SAFE.contains(http.getMethod()) || isOurs(http)) {
            chain.doFilter(request, response);
        } else {
            ProblemBody.of(403, WebMessages.MESSAGES.foreignOrigin()).send((HttpServletResponse) response);
        }
    }

    private static boolean isOurs(HttpServletRequest request) {
        return isUnforgeable(request.getHeader("X-Requested-With"), request.getContentType())
                && isSameSite(request.getHeader("Sec-Fetch-Site"))
                && isSameOrigin(request.getHeader("Origin"), request.getServerName(), request.getServerPort());
    }

    static boolean isUnforgeable(@Nullable String requestedWith, @Nullable String contentType) {
        return requestedWith != null
                || (contentType != null
                        && NO_FORM.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)));
    }

    static boolean isSameSite(@Nullable String fetchSite) {
        return fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
    }

    /** Compares host and port only: a proxy in front of us may be the one that speaks TLS. */
    static boolean isSameOrigin(@Nullable String origin, String host, int port) {
        if (origin == null) {
            return true;
        }
        try {
            URI uri = URI.create(origin);
            int itsPort = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
            boolean samePort = itsPort == port || (uri.getPort() < 0 && (port == 80 || port == 443));
            return host.equalsIgnoreCase(uri.getHost()) && samePort;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
