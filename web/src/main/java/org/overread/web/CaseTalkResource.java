/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.overread.access.Role;
import org.overread.reading.CaseNote;
import org.overread.reading.CaseOpinion;
import org.overread.reading.CaseTalk;

/** What people say about a case: notes and second opinions. Patient data, for those who see the case. */
@Path("/cases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({
    Role.COORDINATOR_NAME,
    Role.RADIOLOGIST_NAME,
    Role.TECHNOLOGIST_NAME,
    Role.INTEGRATOR_NAME,
    Role.ADMIN_NAME
})
public class CaseTalkResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseTalk talk;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    @Path("/{id}/notes")
    @Consumes(MediaType.WILDCARD)
    @Shows("cases")
    public Listing<CaseNote> notes(@PathParam("id") long id) {
        return Listing.whole(talk.notes(caller.scope(), id));
    }

    @POST
    @Path("/{id}/notes")
    public Listing<CaseNote> note(@PathParam("id") long id, String body) {
        return Listing.whole(talk.note(caller.scope(), id, CaseActBody.of(body).words()));
    }

    @GET
    @Path("/{id}/opinions")
    @Consumes(MediaType.WILDCARD)
    @Shows("cases")
    public Listing<CaseOpinion> opinions(@PathParam("id") long id) {
        return Listing.whole(talk.opinions(caller.scope(), id));
    }

    @POST
    @Path("/{id}/opinions")
    @RolesAllowed({Role.COORDINATOR_NAME, Role.RADIOLOGIST_NAME})
    public CaseOpinion ask(@PathParam("id") long id, String body) {
        CaseActBody said = CaseActBody.of(body);
        return talk.ask(caller.scope(), id, said.toReaderIfAny(), said.toGroupIfAny(), said.words());
    }

    @POST
    @Path("/{id}/opinions/{opinion}/answer")
    @RolesAllowed(Role.RADIOLOGIST_NAME)
    public CaseOpinion answer(@PathParam("id") long id, @PathParam("opinion") long opinion, String body) {
        return talk.answer(caller.scope(), id, opinion, CaseActBody.of(body).words());
    }
}
