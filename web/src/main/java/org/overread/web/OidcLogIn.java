/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.wildfly.security.http.oidc.OidcPrincipal;

/**
 * When somebody gave the password at the identity provider. The only class that knows the server's OpenID Connect client, which
 * is not there where people log in by BASIC.
 */
final class OidcLogIn {
    private static final String PACKAGE = "org.wildfly.security.http.oidc.";

    private OidcLogIn() {}

    /** Whether the log-in was by the identity provider; asked by name, since the class may be absent. */
    static boolean is(Principal principal) {
        return principal.getClass().getName().startsWith(PACKAGE);
    }

    /**
     * The token's {@code auth_time}; for a program, which has none, when its token was made. Empty when the token tells
     * neither.
     */
    static Optional<Instant> at(Principal principal) {
        var token = ((OidcPrincipal<?>) principal).getOidcSecurityContext().getToken();
        Long seconds = token.hasClaim("auth_time") ? token.getClaimValue("auth_time", Long.class) : token.getIssuedAt();
        return Optional.ofNullable(seconds).map(Instant::ofEpochSecond);
    }
}
