/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * Who asks, and what that person may see. Sites and groups come as roles, {@code site:NAME} and {@code group:NAME}, the
 * same from the local realm and from an identity provider. Every role that somebody has counts, also one for a site that the
 * configuration does not know: who is limited to it sees nothing, and not everything.
 */
@RequestScoped
class Caller {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private HttpServletRequest request;

    private @Nullable Scope scope;

    Scope scope() {
        Scope known = scope;
        if (known == null) {
            Principal principal = request.getUserPrincipal();
            known = principal == null ? scopeOf("", Set.of()) : scopeOf(principal.getName(), roles());
            scope = known;
        }
        return known;
    }

    /** The servlet API only answers whether somebody has one role; the server's security domain names them all. */
    private static Set<String> roles() {
        Set<String> roles = new HashSet<>();
        SecurityDomain.getCurrent().getCurrentSecurityIdentity().getRoles().forEach(roles::add);
        return roles;
    }

    static Scope scopeOf(String user, Set<String> roles) {
        return Scope.of(
                user,
                roles.stream().map(Role::named).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet()),
                named("site:", roles),
                named("group:", roles));
    }

    private static Set<String> named(String prefix, Set<String> roles) {
        return roles.stream()
                .filter(role -> role.startsWith(prefix))
                .map(role -> role.substring(prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
