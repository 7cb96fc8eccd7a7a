/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.overread.access.Policy;
import org.overread.access.Role;
import org.overread.outbox.DeadLetter;
import org.overread.outbox.DeadLetters;

/** Work that failed for good: shown with its reason, and put back to work by a person. */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.ADMIN_NAME, Role.INTEGRATOR_NAME})
public class WorkResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private DeadLetters deadLetters;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    public Listing<DeadLetter> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        Policy.mayOperate(caller.scope()).orThrow();
        int size = Math.min(Listing.limit(limit), 199);
        return Listing.of(
                deadLetters.list(Listing.before(cursor), size + 1),
                size,
                letter -> Long.toString(letter.id()),
                letter -> letter);
    }

    @POST
    @Path("/{id}/retry")
    public void retry(@PathParam("id") long id) {
        Policy.mayOperate(caller.scope()).orThrow();
        deadLetters.retry(id);
    }
}
