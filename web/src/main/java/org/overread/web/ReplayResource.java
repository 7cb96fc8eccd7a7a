/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.hl7.Forwarding;
import org.overread.hl7.ReplayReason;
import org.overread.hl7.Replayed;
import org.overread.hl7.Replays;
import org.overread.hl7.SampleReading;
import org.overread.shared.OverreadException;

/** Sends stored HL7 messages through again, or shows what that would do, and on to other systems. */
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.INTEGRATOR_NAME, Role.ADMIN_NAME})
public class ReplayResource {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Replays replays;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Forwarding forwarding;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    /** One, as it came or edited; the result is a message of its own. */
    @POST
    @Path("/{id}/replay")
    public Replayed replay(@PathParam("id") long id, @Nullable String body) {
        return replays.again(caller.scope(), id, Edited.bytes(body));
    }

    /** On to another system, as it came but for its address. */
    @POST
    @Path("/{id}/forward")
    public Forwarding.Forwarded forward(@PathParam("id") long id, String body) {
        return forwarding.forward(
                caller.scope(),
                id,
                Search.orEmpty(ApiJson.read(body, Forward.class).receiver()));
    }

    @POST
    @Path("/{id}/replay/preview")
    public Replayed preview(@PathParam("id") long id, @Nullable String body) {
        return replays.preview(caller.scope(), id, Edited.bytes(body));
    }

    /** All that were refused or failed for one reason, oldest first. */
    @POST
    @Path("/replay")
    public Replayed.Batch replayAll(String body) {
        return replays.all(caller.scope(), Reason.of(body));
    }

    @POST
    @Path("/replay/preview")
    public Replayed.Batch previewAll(String body) {
        return replays.previewAll(caller.scope(), Reason.of(body));
    }

    /** Schema {@code Forward}. */
    record Forward(@Nullable String receiver) {}

    /** Schema {@code Edited}. */
    record Edited(@Nullable String message) {
        static byte @Nullable [] bytes(@Nullable String body) {
            if (body == null || body.isBlank()) {
                return null;
            }
            String text = ApiJson.read(body, Edited.class).message();
            if (text != null && text.isBlank()) {
                throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("message"));
            }
            return text == null ? null : SampleReading.bytes(text);
        }

        @Override
        public String toString() {
            return "Edited[hidden]";
        }
    }

    /** Schema {@code ReplayReason}. */
    record Reason(
            @Nullable String problem,
            @Nullable String sender,
            @Nullable String type,
            @Nullable Integer limit) {
        static ReplayReason of(String body) {
            Reason reason = ApiJson.read(body, Reason.class);
            String problem = Search.orEmpty(reason.problem);
            if (!problem.matches("OVR\\d{6}")) {
                throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("problem"));
            }
            int limit = reason.limit == null ? ReplayReason.MOST : reason.limit;
            if (limit < 1 || limit > ReplayReason.MOST) {
                throw OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter("limit"));
            }
            return new ReplayReason(problem, Search.orEmpty(reason.sender), Search.orEmpty(reason.type), limit);
        }
    }
}
