/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.audit.AuditAnchor;
import org.overread.audit.AuditChain;
import org.overread.audit.AuditExport;
import org.overread.audit.AuditVerification;

/** What proves the audit trail whole: a check, an export for the offline verifier, the proof of one event. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed(Role.AUDITOR_NAME)
public class AuditChainResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private AuditChain chain;

    @GET
    @Path("/verify")
    public AuditVerification verify(@QueryParam("cursor") @Nullable String cursor) {
        return chain.verify(seal(cursor));
    }

    @GET
    @Path("/export")
    @Produces("application/x-ndjson")
    public Response export(@QueryParam("after") @Nullable String after) {
        AuditExport export = chain.export(seal(after));
        StreamingOutput lines = export::to;
        return Response.ok(lines)
                .header("Content-Disposition", "attachment; filename=\"overread-audit.ndjson\"")
                .build();
    }

    @GET
    @Path("/{id}/proof")
    public String proof(@PathParam("id") long id) {
        return chain.proof(id).text();
    }

    @GET
    @Path("/anchors")
    public Listing<AuditAnchor> anchors(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        return Listing.byId(
                limit, size -> chain.anchors(Listing.before(cursor), size), AuditAnchor::seal, Function.identity());
    }

    private static long seal(@Nullable String number) {
        Long seal = Listing.before(number);
        return seal == null ? 0 : Math.max(0, seal);
    }
}
