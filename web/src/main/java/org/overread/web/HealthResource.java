/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.hl7.MllpState;
import org.overread.shared.DatabaseState;
import org.overread.shared.Problem;

/** What a load balancer and a monitor ask, without a log-in. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@PermitAll
public class HealthResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private DatabaseState database;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private MllpState mllp;

    /** The application answers. Says nothing of the database: a server is not restarted because that is away. */
    @GET
    @Path("/live")
    public Health live() {
        return new Health("up", null);
    }

    /** Whether work is done: the database answers, its schema is this release's, and HL7 senders can connect. */
    @GET
    @Path("/ready")
    public Response ready() {
        List<Problem> missing = Stream.of(database.problem(), mllp.problem())
                .flatMap(Stream::ofNullable)
                .toList();
        return missing.isEmpty()
                ? Response.ok(new Health("up", null)).build()
                : Response.status(503).entity(new Health("down", missing)).build();
    }

    record Health(String status, @Nullable List<Problem> missing) {}
}
