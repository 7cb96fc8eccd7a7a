/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.reading.CasePage;
import org.overread.reading.CaseQuery;
import org.overread.reading.CaseQuery.Sort;
import org.overread.reading.CaseService;
import org.overread.reading.CaseStanding;
import org.overread.reading.CaseState;
import org.overread.reading.CaseView;
import org.overread.reading.CaseWhy;
import org.overread.report.ReportService;
import org.overread.shared.Priority;

/** The worklist, and what a person does with one case. */
@Path("/cases")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({
    Role.COORDINATOR_NAME,
    Role.RADIOLOGIST_NAME,
    Role.TECHNOLOGIST_NAME,
    Role.INTEGRATOR_NAME,
    Role.ADMIN_NAME
})
public class CaseResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseService cases;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private CaseWhy why;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ReportService reports;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @GET
    @Shows("cases")
    public Listing<CaseAnswer> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("priority") @Nullable String priority,
            @QueryParam("group") @Nullable String group,
            @QueryParam("site") @Nullable String site,
            @QueryParam("modality") @Nullable String modality,
            @QueryParam("reader") @Nullable String reader,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        CasePage page = cases.list(
                caller.scope(),
                new CaseQuery(
                        states(state),
                        Search.orNull(group),
                        Search.orNull(reader),
                        Search.orNull(priority) == null ? null : Words.one(Priority.class, "priority", priority),
                        Search.orNull(modality),
                        Search.orNull(site),
                        Search.orNull(sort) == null ? Sort.URGENT : Words.one(Sort.class, "sort", sort),
                        Listing.limit(limit),
                        Search.orNull(cursor),
                        null,
                        null,
                        null,
                        null));
        return answer(page);
    }

    /** Looks among the cases in every state, also those that are done. */
    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Shows("cases")
    public Listing<CaseAnswer> search(String body) {
        Search search = Search.of(body);
        CasePage page = cases.list(
                caller.scope(),
                new CaseQuery(
                        EnumSet.allOf(CaseState.class),
                        null,
                        null,
                        null,
                        null,
                        null,
                        Sort.UPDATED,
                        Listing.limit(search.limit()),
                        Search.orNull(search.cursor()),
                        Search.orNull(search.patientId()),
                        Search.orNull(search.authority()),
                        Search.orNull(search.accession()),
                        Search.orNull(search.text())));
        return answer(page);
    }

    @GET
    @Path("/{id}")
    public Response one(@PathParam("id") long id) {
        return answer(cases.open(caller.scope(), id));
    }

    @GET
    @Path("/{id}/timeline")
    @Shows("cases")
    public Listing<StepAnswer> timeline(@PathParam("id") long id) {
        return Listing.whole(
                cases.timeline(caller.scope(), id).stream().map(StepAnswer::of).toList());
    }

    @GET
    @Path("/{id}/decisions")
    @Shows("cases")
    public Listing<DecisionAnswer> decisions(@PathParam("id") long id) {
        return Listing.whole(cases.decisions(caller.scope(), id).stream()
                .map(DecisionAnswer::of)
                .toList());
    }

    /** Why one reader has not got it: as it was when the choice was made, and as it is now. */
    @GET
    @Path("/{id}/decisions/why")
    @Shows("cases")
    public CaseWhy.Why why(@PathParam("id") long id, @QueryParam("reader") @DefaultValue("") String reader) {
        return why.why(caller.scope(), id, reader);
    }

    @GET
    @Path("/{id}/reports")
    @RolesAllowed({Role.COORDINATOR_NAME, Role.RADIOLOGIST_NAME})
    public Listing<ReportAnswer> reports(@PathParam("id") long id) {
        return Listing.whole(reports.ofCase(caller.scope(), id).stream()
                .map(ReportAnswer::head)
                .toList());
    }

    @POST
    @Path("/{id}/claim")
    @RolesAllowed(Role.RADIOLOGIST_NAME)
    public Response claim(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(cases.claim(caller.scope(), id, version(ifMatch)));
    }

    @POST
    @Path("/{id}/release")
    @RolesAllowed({Role.RADIOLOGIST_NAME, Role.COORDINATOR_NAME})
    public Response release(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(cases.release(caller.scope(), id, version(ifMatch)));
    }

    private static Set<CaseState> states(@Nullable String text) {
        return Search.orNull(text) == null ? Set.of() : Words.several(CaseState.class, "state", text);
    }

    private static int version(@Nullable String ifMatch) {
        return IfMatch.number(ifMatch);
    }

    private Response answer(CaseView view) {
        CaseStanding standing = cases.standing(caller.scope(), view.readingCase());
        return Response.ok(CaseAnswer.of(view, standing, cases.may(caller.scope(), view.readingCase(), standing)))
                .header(HttpHeaders.ETAG, IfMatch.etag(view.readingCase().version()))
                .build();
    }

    private static Listing<CaseAnswer> answer(CasePage page) {
        return new Listing<>(page.items().stream().map(CaseAnswer::of).toList(), page.next());
    }
}
