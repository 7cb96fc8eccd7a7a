/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Group;
import org.overread.config.Site;

/**
 * Who asks, and what that person may see. Sites and groups come as roles, {@code site:NAME} and {@code group:NAME}, the
 * same from the local realm and from an identity provider; only those that the configuration knows can be asked about.
 */
@RequestScoped
class Caller {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private HttpServletRequest request;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfigurationStore configuration;

    private @Nullable Scope scope;

    Scope scope() {
        Scope known = scope;
        if (known == null) {
            Principal principal = request.getUserPrincipal();
            known = scopeOf(
                    principal == null ? "" : principal.getName(), request::isUserInRole, configuration.current());
            scope = known;
        }
        return known;
    }

    static Scope scopeOf(String user, Predicate<String> hasRole, Configuration configuration) {
        return Scope.of(
                user,
                Arrays.stream(Role.values())
                        .filter(role -> hasRole.test(role.text()))
                        .collect(Collectors.toUnmodifiableSet()),
                held(configuration.sites().stream().map(Site::name), "site:", hasRole),
                held(configuration.groups().stream().map(Group::name), "group:", hasRole));
    }

    private static Set<String> held(Stream<String> names, String prefix, Predicate<String> hasRole) {
        return names.filter(name -> hasRole.test(prefix + name)).collect(Collectors.toUnmodifiableSet());
    }
}
