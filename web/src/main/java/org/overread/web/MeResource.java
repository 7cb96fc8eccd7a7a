/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.TreeSet;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.access.UserLoggedIn;

/** Who is logged in, so that the page offers only what that person may do. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@PermitAll // any who logged in: the constraint of web.xml
public class MeResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Event<UserLoggedIn> loggedIn;

    @SuppressWarnings("NullAway.Init") // injected
    @Context
    private HttpServletRequest request;

    @GET
    public Me me() {
        Scope scope = caller.scope();
        if (request.getSession(false) == null) {
            // the page asks this first: a session that begins here is a person who came in
            request.getSession(true);
            loggedIn.fire(new UserLoggedIn(scope.user(), request.getRemoteAddr()));
        }
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
