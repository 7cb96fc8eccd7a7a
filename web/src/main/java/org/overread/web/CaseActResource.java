/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.access.Scope;
import org.overread.reading.CaseActs;
import org.overread.reading.CaseHolds;
import org.overread.reading.CaseService;
import org.overread.reading.CaseStanding;
import org.overread.reading.CaseTalk;
import org.overread.reading.CaseView;

/** How a person passes a case on, stops its clock, or sets how soon it is wanted. Each needs the case's version. */
@Path("/cases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.COORDINATOR_NAME, Role.RADIOLOGIST_NAME})
public class CaseActResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseService cases;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseActs acts;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseHolds holds;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseTalk talk;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @POST
    @Path("/{id}/decline")
    @RolesAllowed(Role.RADIOLOGIST_NAME)
    public Response decline(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, String body) {
        CaseActBody said = CaseActBody.of(body);
        return answer(acts.decline(caller.scope(), id, IfMatch.number(ifMatch), said.why()));
    }

    /** Without a group: to the first of the next tier that may have it. */
    @POST
    @Path("/{id}/escalate")
    public Response escalate(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, String body) {
        CaseActBody said = CaseActBody.of(body);
        return answer(acts.escalate(caller.scope(), id, IfMatch.number(ifMatch), said.toGroupIfAny(), said.why()));
    }

    @POST
    @Path("/{id}/reroute")
    @RolesAllowed(Role.COORDINATOR_NAME)
    public Response reroute(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, String body) {
        CaseActBody said = CaseActBody.of(body);
        return answer(acts.reroute(caller.scope(), id, IfMatch.number(ifMatch), said.toGroup(), said.whyIfAny()));
    }

    @POST
    @Path("/{id}/transfer")
    public Response transfer(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, String body) {
        CaseActBody said = CaseActBody.of(body);
        return answer(acts.transfer(caller.scope(), id, IfMatch.number(ifMatch), said.toReader(), said.whyIfAny()));
    }

    @POST
    @Path("/{id}/hold")
    public Response hold(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, String body) {
        CaseActBody said = CaseActBody.of(body);
        return answer(holds.hold(caller.scope(), id, IfMatch.number(ifMatch), said.why(), said.end()));
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.WILDCARD)
    public Response resume(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(holds.resume(caller.scope(), id, IfMatch.number(ifMatch)));
    }

    @POST
    @Path("/{id}/priority")
    @RolesAllowed(Role.COORDINATOR_NAME)
    public Response priority(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, String body) {
        CaseActBody said = CaseActBody.of(body);
        return answer(holds.priority(caller.scope(), id, IfMatch.number(ifMatch), said.wanted(), said.whyIfAny()));
    }

    /** Needs no version: in an emergency there is nothing loaded to compare. */
    @POST
    @Path("/{id}/breakglass")
    @RolesAllowed(Role.RADIOLOGIST_NAME)
    public Response breakGlass(@PathParam("id") long id, String body) {
        return answer(talk.breakGlass(caller.scope(), id, CaseActBody.of(body).why()));
    }

    private Response answer(CaseView view) {
        Scope scope = caller.scope();
        CaseStanding standing = cases.standing(scope, view.readingCase());
        return Response.ok(CaseAnswer.of(view, standing, cases.may(scope, view.readingCase(), standing)))
                .header(HttpHeaders.ETAG, IfMatch.etag(view.readingCase().version()))
                .build();
    }
}
