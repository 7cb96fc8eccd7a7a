/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.TreeSet;
import org.overread.access.Role;
import org.overread.access.Scope;

/** Who is logged in, so that the page offers only what that person may do. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@PermitAll // any who logged in: the constraint of web.xml
public class MeResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    public Me me() {
        Scope scope = caller.scope();
        return new Me(
                scope.user(),
                new TreeSet<>(scope.roles().stream().map(Role::text).toList()),
                new TreeSet<>(scope.sites()),
                new TreeSet<>(scope.groups()),
                scope.everySite());
    }

    record Me(
            String user,
            Collection<String> roles,
            Collection<String> sites,
            Collection<String> groups,
            boolean allSites) {}
}
