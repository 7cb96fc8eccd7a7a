/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.overread.access.UserLoggedOut;

/**
 * Ends the caller's session, here and at the identity provider where there is one. A browser that logged in by BASIC keeps
 * the password and would send it again with the next request: {@code Clear-Site-Data} tells it to forget that too, which
 * browsers heed over TLS and on loopback.
 */
@Path("/logout")
@RequestScoped
@PermitAll // any who logged in: the constraint of web.xml
public class LogoutResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Event<UserLoggedOut> loggedOut;

    @SuppressWarnings("NullAway.Init") // injected
    @Context
    private HttpServletRequest request;

    @POST
    public Response logout() throws ServletException {
        loggedOut.fire(new UserLoggedOut(caller.scope().user(), request.getRemoteAddr()));
        request.logout();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return Response.noContent()
                .header("Clear-Site-Data", "\"cookies\", \"cache\"")
                .build();
    }
}
