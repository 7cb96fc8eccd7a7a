/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.hl7.MessageEffects;
import org.overread.hl7.MessageSearch.Place;
import org.overread.hl7.MessageText;
import org.overread.hl7.MessageView;
import org.overread.hl7.Messages;

/** HL7 messages as they came, how they were answered, and what they did. */
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed({Role.INTEGRATOR_NAME, Role.ADMIN_NAME, Role.COORDINATOR_NAME})
public class MessageResource {
    private static final String HL7 = "application/hl7-v2";

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Messages messages;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Caller caller;

    /** The filters that name nobody, as parameters of the address. */
    @SuppressWarnings("NullAway.Init") // filled by JAX-RS
    public static class Query {
        @QueryParam("state")
        @Nullable
        String state;

        @QueryParam("direction")
        @Nullable
        String direction;

        @QueryParam("sender")
        @Nullable
        String sender;

        @QueryParam("type")
        @Nullable
        String type;

        @QueryParam("controlId")
        @Nullable
        String controlId;

        @QueryParam("problem")
        @Nullable
        String problem;

        @QueryParam("since")
        @Nullable
        String since;

        @QueryParam("until")
        @Nullable
        String until;

        @QueryParam("limit")
        @Nullable
        Integer limit;

        @QueryParam("cursor")
        @Nullable
        String cursor;

        MessageFilter filter() {
            return new MessageFilter(
                    state, direction, sender, type, controlId, problem, since, until, null, null, null, null, null,
                    null, null, limit, cursor);
        }
    }

    @GET
    @Shows("messages")
    public Listing<MessageView> list(@BeanParam Query query) {
        return page(query.filter());
    }

    /** The same filters, and one identifier: patient, accession, placer or filler number, Study Instance UID, or any. */
    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Shows("messages")
    public Listing<MessageView> search(String body) {
        return page(ApiJson.read(body, MessageFilter.class));
    }

    @GET
    @Path("/{id}")
    public MessageAnswer one(@PathParam("id") long id) {
        return MessageAnswer.of(messages.open(caller.scope(), id));
    }

    /** The message itself, byte for byte. Patient data: for integrators and administrators. */
    @GET
    @Path("/{id}/raw")
    @Produces(HL7)
    @RolesAllowed({Role.INTEGRATOR_NAME, Role.ADMIN_NAME})
    public byte[] raw(@PathParam("id") long id) {
        return messages.raw(caller.scope(), id).message();
    }

    private Listing<MessageView> page(MessageFilter filter) {
        int limit = Listing.limit(filter.limit());
        return Listing.of(
                messages.search(caller.scope(), filter.search(limit + 1)),
                limit,
                view -> new Place(view.receivedAt(), view.id()).text(),
                Function.identity());
    }

    /** A message as its page shows it: schema {@code MessageDetail}. */
    record MessageAnswer(
            @JsonUnwrapped MessageView message,
            MessageEffects.Done did,
            @Nullable MessageText content) {
        static MessageAnswer of(Messages.Opened opened) {
            return new MessageAnswer(opened.view(), opened.did(), opened.content());
        }
    }
}
