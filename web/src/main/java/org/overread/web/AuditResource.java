/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.audit.AuditEntry;
import org.overread.audit.AuditService;

/** The audit trail. Reading it is itself an event of the trail. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed(Role.AUDITOR_NAME)
public class AuditResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private AuditService audit;

    @GET
    public Listing<AuditEntry> list(
            @QueryParam("event") @Nullable String event,
            @QueryParam("who") @Nullable String who,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return Listing.byId(
                limit,
                size -> audit.list(
                        Listing.before(cursor), Search.orNull(event), Search.orNull(who), Search.orNull(subject), size),
                AuditEntry::id,
                Function.identity());
    }
}
