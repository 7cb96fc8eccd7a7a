/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.reading.ConfigurationReplays;
import org.overread.reading.ConfigurationReplays.Status;
import org.overread.shared.OverreadException;

/** A draft of the configuration tried on cases of the past, before it goes live. */
@Path("/configuration/replay")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.ADMIN_NAME, Role.COORDINATOR_NAME})
public class ConfigurationReplayResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfigurationReplays replays;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    @POST
    @Consumes({"application/yaml", MediaType.APPLICATION_JSON})
    @RolesAllowed(Role.ADMIN_NAME)
    public Response ask(
            String draft,
            @QueryParam("from") @Nullable String from,
            @QueryParam("until") @Nullable String until,
            @QueryParam("cases") @Nullable Integer cases) {
        ConfigurationReplays.Begun begun =
                replays.ask(caller.scope(), draft, instant("from", from), instant("until", until), cases);
        if (begun.status().isEmpty()) {
            return Response.status(422)
                    .entity(new ConfigurationResource.Findings(begun.findings()))
                    .build();
        }
        Status status = begun.status().get();
        return Response.accepted(status)
                .location(URI.create("configuration/replay/" + status.id()))
                .build();
    }

    /** Those asked for last, without what came of them. */
    @GET
    public ConfigurationReplays.Page latest(
            @QueryParam("limit") @DefaultValue("20") int limit, @QueryParam("cursor") @Nullable String cursor) {
        return replays.latest(caller.scope(), limit, cursor);
    }

    @GET
    @Path("/{id}")
    public Status status(@PathParam("id") long id) {
        return replays.status(caller.scope(), id);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN_NAME)
    public Status cancel(@PathParam("id") long id) {
        return replays.cancel(caller.scope(), id);
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter(name));
        }
    }
}
